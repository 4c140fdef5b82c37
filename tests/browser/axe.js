// What axe finds wrong with a page.

import { AxeBuilder } from "@axe-core/playwright";

// All rules that axe has, with the contrast of 7:1 for text that this site sets itself.
const options = { rules: { "color-contrast-enhanced": { enabled: true } } };

// Without frames there is nothing that axe would need a second page for.
export const axe = (page) => new AxeBuilder({ page }).setLegacyMode().options(options);

// What depends on colours alone.
export const contrast = (page) =>
  new AxeBuilder({ page }).setLegacyMode().withRules(["color-contrast", "color-contrast-enhanced"]);

// The rules that the page breaks, and where. The window is as tall as the page: what stays at its
// edge lies over nothing then.
export async function violations(page, builder = axe(page)) {
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 600) });
  const { violations: found } = await builder.analyze();
  return found.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
  }));
}
