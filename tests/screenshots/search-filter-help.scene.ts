import { expect } from '#tests/support/app/app-window.ts';
import type { Scene } from './scene.ts';
import { seedYears } from './years-of-data.ts';

/** How filters are typed. */
const scene: Scene = {
  name: 'search-filter-help',
  prepare: seedYears,
  async show({ page }) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search conversations' }).fill('answer role:agent after:2025-01-01');
    await expect(page.getByRole('option').locator('mark').first()).toBeVisible();
    await page.getByRole('button', { name: 'How to type filters' }).click();
    await page.getByText('these words together').waitFor();
  },
};

export default scene;
