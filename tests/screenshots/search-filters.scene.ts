import { expect } from '#tests/support/app/app-window.ts';
import type { Scene } from './scene.ts';
import { seedYears } from './years-of-data.ts';

/** Filters chosen, one of their menus open. */
const scene: Scene = {
  name: 'search-filters',
  prepare: seedYears,
  async show({ page }) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search conversations' }).fill('answer role:agent after:2025-01-01');
    await expect(page.getByRole('option').locator('mark').first()).toBeVisible();
    await page.getByRole('button', { name: /^Date:/ }).click();
    await page.getByRole('menuitemradio', { name: 'Last 30 days' }).hover();
  },
};

export default scene;
