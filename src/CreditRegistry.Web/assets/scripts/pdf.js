// Reads PDFs, in a worker of its own. Kept apart because it is large: documents.js asks for it when a PDF is to be drawn.
import { GlobalWorkerOptions, getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const beside = path => new URL(path, import.meta.url).href;

GlobalWorkerOptions.workerSrc = beside("pdf/worker.js");

/** The Content-Security-Policy allows no WebAssembly: pdf.js decodes by script instead. */
export const read = (data, mostPixels) => getDocument({
    data,
    maxImageSize: mostPixels,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    wasmUrl: beside("pdf/"),
    cMapUrl: beside("pdf/cmaps/"),
    standardFontDataUrl: beside("pdf/fonts/"),
    verbosity: 0,
});
