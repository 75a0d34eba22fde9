"""Call edges of TypeScript, JavaScript, Go, Rust and Java, through the real sidecar and the real extractor."""

from __future__ import annotations

import os
import time
import unittest

from .extractor_support import LinkedCase, built_extractor, needs_extractor


@needs_extractor
class EcmascriptTest(LinkedCase):
    def test_functions_of_the_file_and_imported_ones(self) -> None:
        self.check(
            {
                "src/a.ts": "import { b as renamed } from './b.js';\nimport * as all from './b';\nimport def from './c';\n"
                "export function a() { renamed(); all.other(); def(); local(); }\nconst local = () => a();\n",
                "src/b.ts": "export function b() {}\nexport const other = function () {};\n",
                "src/c/index.ts": "export default function () {}\n",
            },
            [
                "src.a.a -> src.b.b",
                "src.a.a -> src.b.other",
                "src.a.a -> src.c.index.default",
                "src.a.a -> src.a.local",
                "src.a.local -> src.a.a",
            ],
        )

    def test_methods_by_the_class_of_their_receiver(self) -> None:
        self.check(
            {
                "store.ts": "export class Store {\n  constructor(private readonly log: Log) {}\n  save() { this.log.write(); this.flush(); }\n  private flush() {}\n}\n"
                "export class Log { write() {} }\nexport class Memory extends Store { save() { super.save(); } }\nexport function open(): Store { return new Store(new Log()); }\n",
                "use.ts": "import { open, Memory, Store } from './store';\nfunction one() { open().save(); }\nfunction two(store: Store) { store.save(); }\n"
                "function three() { const memory = new Memory(); memory.save(); memory.flush(); }\n",
            },
            [
                "store.Memory.save -> store.Store.save",
                "store.Store.save -> store.Log.write",
                "store.Store.save -> store.Store.flush",
                "store.open -> store.Log",
                "store.open -> store.Store.constructor",
                "use.one -> store.Store.save",
                "use.one -> store.open",
                "use.three -> store.Memory",
                "use.three -> store.Memory.save",
                "use.three -> store.Store.flush",
                "use.two -> store.Store.save",
            ],
        )

    def test_names_exported_again_aliases_and_packages_of_the_workspace(self) -> None:
        self.check(
            {
                "package.json": '{"name": "root", "imports": {"#lib/*": "./lib/*"}}',
                "tsconfig.json": '{\n  // aliases\n  "compilerOptions": {"paths": {"@app/*": ["./app/*"],}}\n}',
                "lib/deep.ts": "export function deep() {}\n",
                "lib/index.ts": "export * from './deep';\nexport { deep as renamed } from './deep';\n",
                "app/x.ts": "export const x = () => 1;\n",
                "packages/tool/package.json": '{"name": "@me/tool", "exports": {".": "./src/main.ts"}}',
                "packages/tool/src/main.ts": "export function tool() {}\n",
                "main.ts": "import { deep, renamed } from '#lib/index.ts';\nimport { x } from '@app/x';\nimport { tool } from '@me/tool';\n"
                "export function main() { deep(); renamed(); x(); tool(); }\n",
            },
            ["main.main -> app.x.x", "main.main -> lib.deep.deep", "main.main -> packages.tool.src.main.tool"],
        )

    def test_commonjs_modules(self) -> None:
        self.check(
            {
                "lib.js": "function f() {}\nmodule.exports = { f };\nexports.g = function () {};\n",
                "one.js": "module.exports = function start() {};\n",
                "main.js": "const lib = require('./lib');\nconst { g } = require('./lib');\nconst start = require('./one');\nfunction run() { lib.f(); g(); start(); }\n",
            },
            ["main.run -> lib.f", "main.run -> lib.g", "main.run -> one.default"],
        )

    def test_components_are_called_by_the_elements_that_name_them(self) -> None:
        self.check(
            {
                "button.tsx": "export function Button(props: { onClick: () => void }) { return <button onClick={props.onClick} />; }\n",
                "app.tsx": "import { Button } from './button';\nexport const App = () => <div><Button onClick={() => save()} /></div>;\nfunction save() {}\n",
            },
            ["app.App -> app.save", "app.App -> button.Button"],
        )

    def test_external_calls_are_given_when_asked_for(self) -> None:
        files = {
            "a.ts": "import { join } from 'node:path';\nimport React from 'react';\nexport const f = () => { join('a'); React.useState(1); };\n"
        }
        self.check(files, [])
        self.check(files, ["a.f -> path.join", "a.f -> react.default.useState"], external=True)

    def test_a_guess_says_that_it_is_one(self) -> None:
        self.write({"a.ts": "export class Engine { ignite() {} }\nexport function f(x) { x.ignite(); }\n"})
        (edge,) = self.linked_sidecar().result("call_graph", self.root)["edges"]
        self.assertEqual(edge["to"]["name"], "a.Engine.ignite")
        self.assertLess(edge["confidence"], 0.5)

    def test_references_and_definition(self) -> None:
        self.write({"a.ts": "export function f() {}\n", "b.ts": "import { f } from './a';\n[1].map(f);\nf();\n"})
        client = self.linked_sidecar()
        found = client.result("references", self.root, name="f")["references"]
        self.assertEqual(
            [(r["file"], r["line"], r["kind"]) for r in found],
            [("b.ts", 1, "import"), ("b.ts", 2, "read"), ("b.ts", 3, "call")],
        )
        (defined,) = client.result("definition", self.root, file="b.ts", line=3)["definitions"]
        self.assertEqual((defined["file"], defined["line"]), ("a.ts", 1))

    def test_a_broken_file_is_listed_and_the_rest_of_it_is_kept(self) -> None:
        self.write(
            {
                "a.ts": "export function good() { other(); }\nfunction other() {}\nconst x = {{{;\n",
                "b.ts": "import { good } from './a';\ngood();\n",
            }
        )
        result = self.linked_sidecar().result("call_graph", self.root)
        self.assertEqual([(f["file"], f["partial"]) for f in result["parse_failures"]], [("a.ts", True)])
        self.assertIn("b -> a.good", self.edge_names(result))

    def test_only_what_a_change_can_reach_is_linked_again(self) -> None:
        self.write({"a.ts": "export function f() {}\n", "b.ts": "import { f, g } from './a';\nf(); g();\n"})
        client = self.linked_sidecar()
        self.assertEqual(self.edge_names(client.result("call_graph", self.root)), ["b -> a.f"])
        self.write({"a.ts": "export function f() {}\nexport function g() {}\n"})
        self.assertEqual(self.edge_names(client.result("call_graph", self.root)), ["b -> a.f", "b -> a.g"])
        os.remove(os.path.join(self.root, "a.ts"))
        self.assertEqual(client.result("call_graph", self.root)["edges"], [])
        self.write({"a/index.ts": "export function f() {}\n"})
        self.assertEqual(self.edge_names(client.result("call_graph", self.root)), ["b -> a.index.f"])


@needs_extractor
class GoTest(LinkedCase):
    def test_packages_methods_and_embedding(self) -> None:
        self.check(
            {
                "go.mod": "module example.com/app\n",
                "main.go": 'package main\nimport (\n"fmt"\nst "example.com/app/store"\n)\nfunc main() { s := st.New(); s.Save(); s.Flush(); local(); fmt.Println(1) }\n',
                "local.go": "package main\nfunc local() {}\n",
                "store/store.go": "package store\ntype Base struct{}\nfunc (b *Base) Flush() {}\ntype Store struct { Base; log *Log }\nfunc New() *Store { return &Store{} }\n"
                "func (s *Store) Save() { s.log.Write(); s.Flush() }\n",
                "store/log.go": "package store\ntype Log struct{}\nfunc (l Log) Write() {}\n",
            },
            [
                "main.main -> local.local",
                "main.main -> store.store.Base.Flush",
                "main.main -> store.store.New",
                "main.main -> store.store.Store.Save",
                "store.store.Store.Save -> store.log.Log.Write",
                "store.store.Store.Save -> store.store.Base.Flush",
            ],
        )


@needs_extractor
class RustTest(LinkedCase):
    def test_modules_methods_and_traits(self) -> None:
        self.check(
            {
                "Cargo.toml": '[package]\nname = "app"\n',
                "src/main.rs": "mod store;\nuse store::{Store, open as start};\nuse crate::store::log;\nfn main() { let s = start(); s.save(); Store::new().save(); log::write(); s.describe(); helper(); }\nfn helper() {}\n",
                "src/store/mod.rs": "pub mod log;\npub struct Store { log: log::Log }\npub trait Describe { fn describe(&self) { } }\nimpl Describe for Store {}\n"
                "impl Store {\n  pub fn new() -> Self { Store { log: log::Log {} } }\n  pub fn save(&self) { self.log.put(); Self::check(); }\n  fn check() { super::helper(); }\n}\npub fn open() -> Store { Store::new() }\n",
                "src/store/log.rs": "pub struct Log {}\nimpl Log { pub fn put(&self) {} }\npub fn write() {}\n",
            },
            [
                "src.main.main -> src.main.helper",
                "src.main.main -> src.store.log.write",
                "src.main.main -> src.store.mod.Describe.describe",
                "src.main.main -> src.store.mod.Store.new",
                "src.main.main -> src.store.mod.Store.save",
                "src.main.main -> src.store.mod.open",
                "src.store.mod.Store.check -> src.main.helper",
                "src.store.mod.Store.save -> src.store.log.Log.put",
                "src.store.mod.Store.save -> src.store.mod.Store.check",
                "src.store.mod.open -> src.store.mod.Store.new",
            ],
        )


@needs_extractor
class JavaTest(LinkedCase):
    def test_packages_fields_inheritance_and_static_imports(self) -> None:
        self.check(
            {
                "src/app/Main.java": "package app;\nimport store.Store;\nimport static store.Names.clean;\npublic class Main {\n  private final Store store = new Store();\n"
                "  public static void main(String[] args) { new Main().go(); }\n  void go() { store.save(); store.flush(); clean(); Helper.help(); }\n}\n",
                "src/app/Helper.java": "package app;\nclass Helper { static void help() {} }\n",
                "src/store/Store.java": "package store;\npublic class Store extends Base {\n  public Store() { super(); }\n  public void save() { check(); }\n  private void check() {}\n}\n",
                "src/store/Base.java": "package store;\npublic class Base { public Base() {} public void flush() {} }\n",
                "src/store/Names.java": "package store;\npublic class Names { public static void clean() {} }\n",
            },
            [
                "src.app.Main.Main -> src.store.Store.Store.<init>",
                "src.app.Main.Main.go -> src.app.Helper.Helper.help",
                "src.app.Main.Main.go -> src.store.Base.Base.flush",
                "src.app.Main.Main.go -> src.store.Names.Names.clean",
                "src.app.Main.Main.go -> src.store.Store.Store.save",
                "src.app.Main.Main.main -> src.app.Main.Main",
                "src.app.Main.Main.main -> src.app.Main.Main.go",
                "src.store.Store.Store.<init> -> src.store.Base.Base.<init>",
                "src.store.Store.Store.save -> src.store.Store.Store.check",
            ],
        )


class WithoutExtractorTest(LinkedCase):
    def test_without_node_the_languages_are_unsupported_and_python_still_works(self) -> None:
        self.write({"a.ts": "export function f() { f(); }\n", "b.go": "package b\n", "c.py": "def c(): pass\nc()\n"})
        client = self.sidecar({"INTERMAP_NODE": os.path.join(self.folder, "no-such-node")})
        result = client.result("call_graph", self.root)
        self.assertEqual([row["language"] for row in result["unsupported"]], ["go", "typescript"])
        self.assertIn("Node.js", result["unsupported"][0]["reason"])
        self.assertEqual(self.edge_names(result), ["c -> c.c"])
        self.assertEqual(client.error("extract", self.root, file="a.ts")["type"], "unsupported")
        self.assertEqual(client.result("ping")["languages"], ["python"])

    @unittest.skipIf(os.name == "nt", "a shell script stands in for Node")
    def test_an_extractor_that_dies_or_babbles_fails_only_its_files(self) -> None:
        script = os.path.join(self.folder, "extractor.js")
        node = os.path.join(self.folder, "node")
        with open(script, "w", encoding="utf-8") as stream:
            stream.write("")
        with open(node, "w", encoding="utf-8") as stream:
            stream.write('#!/bin/sh\necho \'{"ready":true}\'\nread line\necho "no json"\nread line\nexit 7\n')
        os.chmod(node, 0o755)
        self.write({f"m{n}.ts": f"export const x{n} = 1;\n" for n in range(6)})
        client = self.sidecar({"INTERMAP_NODE": node, "INTERMAP_EXTRACTOR": script})
        result = client.result("structure", self.root)
        self.assertEqual(len(result["parse_failures"]) + sum(row["files"] for row in result["unsupported"]), 6)


@needs_extractor
class ExtractorProcessTest(LinkedCase):
    @unittest.skipIf(os.name == "nt", "reads the process table of POSIX")
    def test_the_extractor_goes_when_the_sidecar_is_killed(self) -> None:
        self.write({"a.ts": "export const x = 1;\n"})
        client = self.sidecar({"INTERMAP_EXTRACTOR": str(built_extractor())})
        client.result("structure", self.root)
        children = _children_of(client.process.pid)
        self.assertEqual(len(children), 1)
        client.process.kill()
        deadline_s = time.monotonic() + 30
        while any(os.path.exists(f"/proc/{pid}") and _state_of(pid) != "Z" for pid in children):
            self.assertLess(time.monotonic(), deadline_s, "the extractor outlived its sidecar")
            time.sleep(0.02)


def _children_of(pid: int) -> list:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as stream:
        return [int(child) for child in stream.read().split()]


def _state_of(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stream:
            return stream.read().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


if __name__ == "__main__":
    unittest.main()
