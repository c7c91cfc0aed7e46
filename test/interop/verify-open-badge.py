"""Verifies an Open Badges 3.0 credential as a stranger would: from its text alone, over HTTP, with PyJWT and OpenSSL.

usage: verify-open-badge.py E-MAIL, the compact JWS on standard input. Prints what it found as JSON; anything wrong is an exception.
"""
import base64, datetime, gzip, hashlib, json, sys, urllib.request
import jsonschema, jwt

text = sys.stdin.read().strip()
email = sys.argv[1]

def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.headers.get_content_type(), answer.read().decode("utf-8")

def verified(compact, typ):
    """Signature by the key that `kid` leads to; the header has nothing beside alg, kid and typ."""
    header = jwt.get_unverified_header(compact)
    assert set(header) == {"alg", "kid", "typ"}, header
    assert header["alg"] == "RS256" and header["typ"] == typ, header
    key = json.loads(get(header["kid"])[1])
    assert key["kty"] == "RSA" and "d" not in key, "a public key"
    # PyJWT checks exp and nbf, too.
    return jwt.decode(compact, jwt.PyJWK(key).key, algorithms=["RS256"])

TEXT, URI = {"type": "string", "minLength": 1}, {"type": "string", "format": "uri", "pattern": "^[a-z]+:"}
DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
def types(*names):
    return {"type": "array", "minItems": 1, "allOf": [{"contains": {"const": name}} for name in names]}
def thing(required, closed=False, **properties):
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": not closed}

# The members that the specification's tables call required, and the closed classes (Open Badges 3.0, "Open Badges Data Model").
SCHEMA = thing(
    ["@context", "id", "type", "name", "credentialSubject", "issuer", "validFrom"],
    **{
        "@context": {
            "type": "array",
            "minItems": 2,
            "prefixItems": [{"const": "https://www.w3.org/ns/credentials/v2"}, {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context-3\.0\.\d\.json$"}],
        },
        "id": URI,
        "type": types("VerifiableCredential", "OpenBadgeCredential"),
        "name": TEXT,
        "validFrom": DATE,
        "validUntil": DATE,
        "awardedDate": DATE,
        "issuer": thing(["id", "type"], id=URI, type=types("Profile"), name=TEXT, url=URI),
        "credentialSubject": thing(
            ["type", "achievement"],
            closed=True,
            id=URI,
            type=types("AchievementSubject"),
            identifier={
                "type": "array",
                "items": thing(
                    ["type", "hashed", "identityHash", "identityType"],
                    closed=True,
                    type={"const": "IdentityObject"},
                    hashed={"type": "boolean"},
                    identityHash=TEXT,
                    identityType={"enum": ["name", "emailAddress"]},
                    salt=TEXT,
                ),
            },
            achievement=thing(
                ["id", "type", "criteria", "description", "name"],
                id=URI,
                type=types("Achievement"),
                achievementType={"const": "CertificateOfCompletion"},
                name=TEXT,
                description=TEXT,
                inLanguage=TEXT,
                criteria=thing([], id=URI, narrative=TEXT),
                alignment={"type": "array", "items": thing(["type", "targetName", "targetUrl"], type=types("Alignment"), targetName=TEXT, targetUrl=URI, targetType={"pattern": "^ext:"})},
            ),
        ),
        "evidence": {"type": "array", "items": thing(["type"], type=types("Evidence"), id=URI, narrative=TEXT)},
        "credentialStatus": thing(["id", "type"], id=URI, type=TEXT),
    },
)

credential = verified(text, "JWT")
jsonschema.validate(credential, SCHEMA, cls=jsonschema.Draft202012Validator)

# "Verify a Credential VC-JWT Signature": what the claims say, the credential says.
def seconds(instant):
    return int(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())
subject = credential["credentialSubject"]
assert credential["iss"] == credential["issuer"]["id"]
assert credential["jti"] == credential["id"]
assert credential["sub"] == subject["id"]
assert credential["nbf"] == seconds(credential["validFrom"])
assert ("exp" in credential) == ("validUntil" in credential)
assert "exp" not in credential or credential["exp"] == seconds(credential["validUntil"])

issuer = json.loads(get(credential["issuer"]["id"])[1])
assert issuer["id"] == credential["issuer"]["id"] and issuer["name"] == credential["issuer"]["name"], issuer
keys = json.loads(get(credential["issuer"]["id"] + "/keys.json")[1])["keys"]
assert any(jwt.get_unverified_header(text)["kid"].endswith("/" + key["kid"]) for key in keys), "the key is the issuer's"

# Whose it is: the hash of the e-mail and the salt.
identity = {one["identityType"]: one for one in subject["identifier"]}
mail = identity["emailAddress"]
hashed = "sha256$" + hashlib.sha256((email + mail["salt"]).encode("utf-8")).hexdigest()

# W3C Bitstring Status List 1.0, "Validate Algorithm".
status = credential["credentialStatus"]
kind, signed = get(status["statusListCredential"])
assert kind == "application/vc+jwt", kind
listed = verified(signed, "vc+jwt")
assert listed["id"] == status["statusListCredential"] and "BitstringStatusListCredential" in listed["type"]
assert listed["issuer"] == credential["issuer"]["id"]
assert listed["credentialSubject"]["statusPurpose"] == status["statusPurpose"] == "revocation"
encoded = listed["credentialSubject"]["encodedList"]
assert encoded[0] == "u"
bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
assert len(bits) * 8 >= 131072, len(bits)
index = int(status["statusListIndex"])

print(json.dumps({
    "name": identity["name"]["identityHash"],
    "isEmail": hashed == mail["identityHash"],
    "course": subject["achievement"]["name"],
    "revoked": bool(bits[index // 8] >> (7 - index % 8) & 1),
    "revokedInAll": sum(bin(byte).count("1") for byte in bits),
}))
