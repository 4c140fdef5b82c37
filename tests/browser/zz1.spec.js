import { expect, open, test } from "./fixtures.js";
for (let i=0;i<20;i++) test("t"+i, async ({page, site})=>{ await open(page, site.url("/contact/")); });
