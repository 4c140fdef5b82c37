import { expect, open, test } from "./fixtures.js";
test.use({javaScriptEnabled:false});
for (let i=0;i<20;i++) test("t"+i, async ({page, site})=>{ await page.goto(site.url("/contact/")) });
