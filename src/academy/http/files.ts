/** `POST /api/work/:lab/files`: the trainee's own files come, get another name, and go. Their texts are saved as all others are. */
import type { Lab } from '#sandbox/lab/lab.ts';
import { addedFileName, fileChange } from '../api.ts';
import { tellTexts } from '../assistance/tell-host.ts';
import { transact } from '../database/transact.ts';
import type { Services } from '../services.ts';
import { type CurrentFile, currentFiles, forgetFile, moveFile, replaceFile } from '../work/files.ts';
import { isOfStart } from '../work/programs.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { refuseUnlessRoom } from './file-room.ts';
import { Refusal } from './problems.ts';
import { type AskedLab, labOf, workState } from './work.ts';

export function postFiles(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => {
    const found = await labOf(services, member, asked);
    const { lab, owner } = found;
    const change = await readBody(request, fileChange, bodyLimits.file);
    const { controller, name } = change;
    await transact(services.database, async (transaction) => {
      const saved = await currentFiles(transaction, owner);
      if (change.do === 'create') {
        refuseUnlessNew(lab, saved, controller, name);
        await replaceFile(transaction, owner, { controller, name, text: change.text }, 'typed');
        return;
      }
      if (isOfStart(lab, controller, name)) throw new Refusal('lab-file', `${controller}/${name}`);
      if (!saved.some((file) => file.controller === controller && file.name === name))
        throw new Refusal('unknown-file', `${controller}/${name}`);
      if (change.do === 'delete') {
        await forgetFile(transaction, owner, { controller, name });
        return;
      }
      const others = saved.filter((file) => file.controller !== controller || file.name !== name);
      refuseUnlessNew(lab, others, controller, change.to);
      if (change.to !== name) await moveFile(transaction, owner, { controller, name }, change.to);
    });
    void tellTexts(services, owner);
    return workState(services, member, found);
  });
}

function refuseUnlessNew(lab: Lab, saved: readonly CurrentFile[], controller: string, name: string): void {
  if (!addedFileName.test(name)) throw new Refusal('bad-file-name', name);
  refuseUnlessRoom(lab, saved, controller, name);
  if (saved.some((file) => file.controller === controller && file.name === name)) throw new Refusal('file-exists', name);
}
