/** The last resort: what a reader sees when a page broke so badly that not even the site's own error page could be made. */
export const failurePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Something broke on our side · 我们这边出了故障</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem }
  section + section { margin-top: 2.5rem }
</style>
<main>
<section>
<h1>Something broke on our side</h1>
<p>This page could not be made. Your work is saved and nothing of it is lost. Reload in a moment, or go to the <a href="/">start page</a>.</p>
<p>If it happens again, tell whoever runs this academy: the reason is in the server's log, at this time.</p>
</section>
<section lang="zh-CN">
<h1>我们这边出了故障</h1>
<p>此页面无法生成。您的内容已保存，没有丢失。请稍后重新加载，或前往<a href="/zh-cn/">首页</a>。</p>
<p>如果再次出现，请告知本学院的管理员：原因记录在服务器此刻的日志中。</p>
</section>
</main>
</html>
`;
