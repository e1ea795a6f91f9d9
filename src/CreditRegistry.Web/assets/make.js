// Makes wwwroot/made of styles/site.scss and of every file in scripts/. Needs nothing but Node to begin with: installs what
// package-lock.json names where that is missing. Several builds may run it at once; one works, the others find it done.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const site = dirname(dirname(fileURLToPath(import.meta.url)));
const made = join(site, "wwwroot", "made");
const stamp = join(made, ".made");
const lock = join(site, "obj", "assets.lock");
const installed = join(site, "node_modules", ".package-lock.json");
const scripts = join(site, "assets", "scripts");

const changed = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const sources = folder => readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name));

const newest = paths => Math.max(...paths.map(changed));

async function alone(work) {
    mkdirSync(dirname(lock), { recursive: true });
    for (;;) {
        try {
            mkdirSync(lock);
            break;
        } catch (taken) {
            if (taken.code !== "EEXIST") {
                throw taken;
            }
            if (Date.now() - changed(lock) > 60_000) {
                rmSync(lock, { recursive: true, force: true }); // whoever held it touches it, or is gone
            }
            await wait(200);
        }
    }

    const alive = setInterval(() => utimesSync(lock, new Date(), new Date()), 10_000);
    try {
        await work();
    } finally {
        clearInterval(alive);
        rmSync(lock, { recursive: true, force: true });
    }
}

function install() {
    if (changed(installed) < changed(join(site, "package-lock.json"))) {
        const windows = process.platform === "win32";
        try {
            execFileSync(windows ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                { cwd: site, stdio: "inherit", shell: windows });
        } catch (failed) {
            throw new Error(failed.code === "ENOENT"
                ? "npm, which installs what the site's styles and scripts are made with, is not on the PATH. Install it (Debian: apt-get install npm) and build again."
                : "npm ci failed; what it said stands above. It needs the registry that `npm config get registry` names, or a cache that has what package-lock.json names.",
            { cause: failed });
        }
        utimesSync(installed, new Date(), new Date());
    }
}

/** What the reader of PDFs asks for by itself: its worker, decoders, Chinese character maps and the standard fonts. */
function copyPdfParts(to) {
    const from = join(site, "node_modules", "pdfjs-dist");
    const copy = (folder, into, fits) => {
        mkdirSync(join(to, into), { recursive: true });
        for (const name of readdirSync(join(from, folder)).filter(one => fits.test(one))) {
            copyFileSync(join(from, folder, name), join(to, into, name.replace("pdf.worker.min.mjs", "worker.js")));
        }
    };
    copy("legacy/build", "", /^pdf\.worker\.min\.mjs$/);
    copy("wasm", "", /_nowasm_fallback\.js$/);
    copy("cmaps", "cmaps", /^(Adobe-GB1|GB|UniGB)/);
    copy("standard_fonts", "fonts", /\.(pfb|ttf)$/);
}

async function make() {
    const sass = await import("sass");
    const { build } = await import("esbuild");
    const next = `${made}.${process.pid}`;
    mkdirSync(next, { recursive: true });
    try {
        const { css } = sass.compile(join(site, "assets", "styles", "site.scss"),
            { style: "compressed", loadPaths: [join(site, "node_modules")], quietDeps: true });
        writeFileSync(join(next, "site.css"), css);
        await build({
            absWorkingDir: site,
            entryPoints: readdirSync(scripts).filter(name => name.endsWith(".js")).map(name => join(scripts, name)),
            outdir: next,
            bundle: true,
            minify: true,
            format: "esm",
            target: "es2022",
            logLevel: "warning",
        });
        copyPdfParts(join(next, "pdf"));
        writeFileSync(join(next, ".made"), "");
        rmSync(made, { recursive: true, force: true });
        renameSync(next, made);
    } finally {
        rmSync(next, { recursive: true, force: true });
    }
}

try {
    await alone(async () => {
        const inputs = [...sources(join(site, "assets")), join(site, "package-lock.json")];
        if (!existsSync(stamp) || changed(stamp) < newest(inputs)) {
            install();
            await make();
        }
    });
} catch (failed) {
    console.error(`assets/make.js : error : ${failed.message}`); // in the form that MSBuild takes for its own
    process.exitCode = 1;
}
