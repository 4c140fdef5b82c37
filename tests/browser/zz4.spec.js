import { expect, open, test } from "./fixtures.js";
for (let i=0;i<1;i++) test("t"+i, async ({page, site})=>{ for (let j=0;j<40;j++) await open(page, site.url("/contact/")); });
