/** A small project that every question about code has an answer in: callers across files, two methods of one name, dead code, a test, a change. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FILES: Readonly<Record<string, string>> = {
  'shop/__init__.py': '',
  'shop/prices.py': `"""What things cost."""

TAX = 0.2


def price(item):
    """The price of one item."""
    return {"tea": 3, "cake": 5}[item]


def total(items):
    """The price of all items with tax."""
    return sum(price(item) for item in items) * (1 + TAX)


def old_discount(items):
    return len(items) // 10
`,
  'shop/orders.py': `"""Orders and their receipts."""
from .prices import price, total


class Order:
    """What one customer wants."""

    def __init__(self, items):
        self.items = items

    def amount(self):
        return total(self.items)

    def receipt(self):
        return [price(item) for item in self.items] + [self.amount()]


class Invoice(Order):
    def save(self):
        return self.receipt()


class Draft:
    def save(self):
        return None
`,
  'shop/cli.py': `from .orders import Draft, Invoice


def main():
    Draft().save()
    print(Invoice(["tea"]).save())


if __name__ == "__main__":
    main()
`,
  'tests/test_prices.py': `from shop.prices import total


def test_total_with_tax():
    assert total(["tea"]) == 3.6
`,
};

/** Writes it into a folder that need not exist yet, committed to a Git repository of its own. */
export function writeShopProject(folder: string): void {
  for (const [file, text] of Object.entries(FILES)) writeProjectFile(folder, file, text);
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '--message', 'first');
}

/** An uncommitted change of `total`. */
export function changeShopProject(folder: string): void {
  writeProjectFile(folder, 'shop/prices.py', (FILES['shop/prices.py'] ?? '').replace('* (1 + TAX)', '* (1 + TAX) + 0'));
}

function writeProjectFile(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
}
