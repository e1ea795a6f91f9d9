// Draws documents inside the page. Their bytes are only ever served as attachments: they are read here and painted anew,
// so that nothing a stranger uploaded becomes part of the page itself.
const MOST_PIXELS = 40_000_000; // a small file may unpack to more than the memory holds
const MOST_ACROSS = 2000;
const PATIENCE = 60_000; // ms; a slow machine may well take half of it

class TooLarge extends Error {}

function canvas(width, height, name) {
    const place = document.createElement("canvas");
    place.width = Math.max(1, Math.round(width));
    place.height = Math.max(1, Math.round(height));
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", name);
    return place;
}

/** What a picture's first bytes say of its size, before anything is unpacked. */
function sizeOf(bytes) {
    const view = new DataView(bytes);
    if (view.byteLength > 24 && view.getUint32(0) === 0x89504e47) {
        return [view.getUint32(16), view.getUint32(20)];
    }

    for (let at = 2; at + 9 < view.byteLength;) { // JPEG: from segment to segment, up to the frame's
        if (view.getUint8(at) !== 0xff) {
            break;
        }

        const marker = view.getUint8(at + 1);
        if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
            return [view.getUint16(at + 7), view.getUint16(at + 5)];
        }

        at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
    }

    throw new Error("No picture.");
}

async function drawPicture(bytes, place, { name, type }) {
    const [width, height] = sizeOf(bytes);
    if (width * height > MOST_PIXELS) {
        throw new TooLarge();
    }

    const picture = await createImageBitmap(new Blob([bytes], { type }));
    const scale = Math.min(1, MOST_ACROSS / picture.width);
    const drawn = canvas(picture.width * scale, picture.height * scale, name);
    drawn.getContext("2d").drawImage(picture, 0, 0, drawn.width, drawn.height);
    picture.close();
    place.replaceChildren(drawn);
}

async function drawPdf(bytes, place, said) {
    const { read } = await import(new URL("pdf.js", import.meta.url).href);
    const reading = read(bytes, MOST_PIXELS);
    const tooSlow = setTimeout(() => reading.destroy(), PATIENCE);
    const file = await reading.promise;
    clearTimeout(tooSlow);

    const [bar, where, sheet] = ["div", "span", "div"].map(name => document.createElement(name));
    const turns = [-1, 1].map(step => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "as-link";
        button.textContent = step < 0 ? said.before : said.after;
        button.addEventListener("click", () => turn(at + step));
        return button;
    });
    let at = 0;

    async function turn(to) {
        const page = await file.getPage(to);
        const natural = page.getViewport({ scale: 1 });
        const wide = Math.min(MOST_ACROSS, place.clientWidth * Math.min(devicePixelRatio, 2));
        const scale = Math.min(wide / natural.width, Math.sqrt(MOST_PIXELS / (natural.width * natural.height)));
        const viewport = page.getViewport({ scale });
        const title = said.page.replace("{0}", to).replace("{1}", file.numPages);
        const drawn = canvas(viewport.width, viewport.height, `${said.name}, ${title}`);
        const painting = page.render({ canvas: drawn, viewport, background: "#ffffff" });
        const tooSlow = setTimeout(() => painting.cancel(), PATIENCE);
        await painting.promise;
        clearTimeout(tooSlow);

        const { items } = await page.getTextContent();
        const twin = document.createElement("div");
        twin.className = "govuk-visually-hidden";
        twin.textContent = items.map(item => item.str + (item.hasEOL ? "\n" : "")).join("");
        page.cleanup();
        sheet.replaceChildren(drawn, twin);
        at = to;
        where.textContent = title;
        turns[0].disabled = to === 1;
        turns[1].disabled = to === file.numPages;
    }

    bar.className = "pages";
    bar.append(turns[0], where, turns[1]);
    bar.hidden = file.numPages === 1;
    where.setAttribute("role", "status");
    await turn(1);
    place.replaceChildren(bar, sheet);
}

async function draw(place, said) {
    place.textContent = said.wait;
    place.setAttribute("role", "status");
    try {
        const answer = await fetch(said.draw);
        if (!answer.ok) {
            throw new Error(answer.statusText);
        }

        await (said.type === "application/pdf" ? drawPdf : drawPicture)(await answer.arrayBuffer(), place, said);
        place.removeAttribute("role");
    } catch (error) {
        place.textContent = error instanceof TooLarge ? said.large : said.failed;
    }
}

for (const drawing of document.querySelectorAll("details[data-draw]")) {
    drawing.hidden = false;
    drawing.addEventListener("toggle", () => draw(drawing.querySelector("div"), drawing.dataset), { once: true });
}
