// Writes javascript.txt: transformations as the vendor's JavaScript builder spells them.
//
//   npm install --no-save @cloudinary/url-gen@1.22.0
//   node tests/planner/sdk/generate.mjs > tests/planner/sdk/javascript.txt
//
// The strings are kept, so that tests need neither node nor the package. What the builder itself
// writes so that no server can read it is left out: a raw comma in a string or a prompt of
// e_extract, a raw # in the colour of e_trim.

import { Cloudinary, Transformation } from "@cloudinary/url-gen";
import * as Adjust from "@cloudinary/url-gen/actions/adjust";
import * as Animated from "@cloudinary/url-gen/actions/animated";
import * as Border from "@cloudinary/url-gen/actions/border";
import * as Conditional from "@cloudinary/url-gen/actions/conditional";
import * as Delivery from "@cloudinary/url-gen/actions/delivery";
import * as Effect from "@cloudinary/url-gen/actions/effect";
import * as Extract from "@cloudinary/url-gen/actions/extract";
import * as Named from "@cloudinary/url-gen/actions/namedTransformation";
import * as Overlay from "@cloudinary/url-gen/actions/overlay";
import * as PSDTools from "@cloudinary/url-gen/actions/psdTools";
import * as Reshape from "@cloudinary/url-gen/actions/reshape";
import * as Resize from "@cloudinary/url-gen/actions/resize";
import * as Rotate from "@cloudinary/url-gen/actions/rotate";
import * as RoundCorners from "@cloudinary/url-gen/actions/roundCorners";
import * as Transcode from "@cloudinary/url-gen/actions/transcode";
import * as Underlay from "@cloudinary/url-gen/actions/underlay";
import * as Variable from "@cloudinary/url-gen/actions/variable";
import * as VideoEdit from "@cloudinary/url-gen/actions/videoEdit";
import * as AnimatedFormat from "@cloudinary/url-gen/qualifiers/animatedFormat";
import * as Artistic from "@cloudinary/url-gen/qualifiers/artisticFilter";
import * as AspectRatio from "@cloudinary/url-gen/qualifiers/aspectRatio";
import * as AudioCodec from "@cloudinary/url-gen/qualifiers/audioCodec";
import * as AudioFrequency from "@cloudinary/url-gen/qualifiers/audioFrequency";
import * as AutoFocus from "@cloudinary/url-gen/qualifiers/autoFocus";
import * as Background from "@cloudinary/url-gen/qualifiers/background";
import * as Blend from "@cloudinary/url-gen/qualifiers/blendMode";
import * as Chroma from "@cloudinary/url-gen/qualifiers/chromaSubSampling";
import { Color } from "@cloudinary/url-gen/qualifiers/color";
import * as ColorSpace from "@cloudinary/url-gen/qualifiers/colorSpace";
import * as Dither from "@cloudinary/url-gen/qualifiers/dither";
import * as Flag from "@cloudinary/url-gen/qualifiers/flag";
import { expression } from "@cloudinary/url-gen/qualifiers/expression";
import * as FocusOn from "@cloudinary/url-gen/qualifiers/focusOn";
import * as Antialias from "@cloudinary/url-gen/qualifiers/FontAntialias";
import * as Hinting from "@cloudinary/url-gen/qualifiers/fontHinting";
import * as Weight from "@cloudinary/url-gen/qualifiers/fontWeight";
import * as Format from "@cloudinary/url-gen/qualifiers/format";
import * as Direction from "@cloudinary/url-gen/qualifiers/gradientDirection";
import * as Gravity from "@cloudinary/url-gen/qualifiers/gravity";
import * as Outline from "@cloudinary/url-gen/qualifiers/outlineMode";
import { Position } from "@cloudinary/url-gen/qualifiers/position";
import * as Progressive from "@cloudinary/url-gen/qualifiers/progressive";
import * as Quality from "@cloudinary/url-gen/qualifiers/quality";
import * as Region from "@cloudinary/url-gen/qualifiers/region";
import * as RotationMode from "@cloudinary/url-gen/qualifiers/rotationMode";
import * as Shake from "@cloudinary/url-gen/qualifiers/shakeStrength";
import * as Blindness from "@cloudinary/url-gen/qualifiers/simulateColorBlind";
import * as Source from "@cloudinary/url-gen/qualifiers/source";
import * as Profile from "@cloudinary/url-gen/qualifiers/streamingProfile";
import * as Alignment from "@cloudinary/url-gen/qualifiers/textAlignment";
import * as Decoration from "@cloudinary/url-gen/qualifiers/textDecoration";
import * as TextFit from "@cloudinary/url-gen/qualifiers/textFit";
import { TextStyle } from "@cloudinary/url-gen/qualifiers/textStyle";
import * as Timeline from "@cloudinary/url-gen/qualifiers/timeline";
import * as VideoCodec from "@cloudinary/url-gen/qualifiers/videoCodec";
import * as CodecLevel from "@cloudinary/url-gen/qualifiers/videoCodecLevel";
import * as CodecProfile from "@cloudinary/url-gen/qualifiers/videoCodecProfile";
import * as Volume from "@cloudinary/url-gen/qualifiers/volume";

const written = new Set();
const account = new Cloudinary({ cloud: { cloudName: "demo" }, url: { analytics: false } });

// The address of an asset with the transformation is what a page asks for: it is encoded.
function say(media, made) {
  const address = account[media]("sample").addTransformation(made).toURL();
  const transformation = address.split("/upload/")[1].replace(/\/sample$/, "");
  written.add(`${media} | ${transformation}`);
}

const image = (made) => say("image", made);
const video = (made) => say("video", made);
const start = () => new Transformation();

// The functions of a module of qualifiers: each makes one value, under the name that it has here.
const values = (module) => Object.entries(module)
  .filter(([name, make]) => typeof make === "function" && /^([a-z]|FREQ|ORIGINAL)/.test(name));

// --- Resizing
const compasses = [
  "north_west", "north", "north_east", "west", "center", "east", "south_west", "south",
  "south_east",
];
const cutting = ["fill", "limitFill", "crop", "thumbnail", "auto"];
const whole = ["scale", "fit", "limitFit", "minimumFit", "imaggaScale", "imaggaCrop"];
const padding = ["pad", "limitPad", "minimumPad"];
for (const mode of [...cutting, ...whole, ...padding]) {
  image(start().resize(Resize[mode](200)));
  image(start().resize(Resize[mode]().height(300)));
  image(start().resize(Resize[mode](200, 300)));
  image(start().resize(Resize[mode]().width(0.5).height("0.25")));
  image(start().resize(Resize[mode]().width("iw_div_2")));
  image(start().addVariable(Variable.set("size", 9)).resize(Resize[mode]().width("$size").height(300)));
  image(start().resize(Resize[mode](200).aspectRatio("16:9")));
  image(start().resize(Resize[mode](200).aspectRatio(1.5)));
}
for (const mode of [...cutting, ...padding]) {
  for (const compass of compasses) {
    image(start().resize(Resize[mode](200, 100).gravity(Gravity.compass(compass))));
  }
}
for (const mode of ["fill", "crop", "thumbnail", "auto"]) {
  for (const [name, make] of Object.entries(FocusOn)) {
    if (typeof make !== "function" || /^[A-Z]/.test(name)) continue;
    image(start().resize(Resize[mode](200, 100).gravity(Gravity.focusOn(make()))));
    image(start().resize(Resize[mode](200).gravity(
      Gravity.autoGravity().autoFocus(AutoFocus.focusOn(make())))));
  }
}
image(start().resize(Resize.fill(200).gravity(
  Gravity.focusOn(FocusOn.face()).fallbackGravity(Gravity.compass("center")))));
image(start().resize(Resize.fill(200).gravity(
  Gravity.focusOn(FocusOn.faces()).fallbackGravity(Gravity.autoGravity()))));
image(start().resize(Resize.fill(200).gravity(
  Gravity.focusOn(FocusOn.cat(), FocusOn.dog()))));
image(start().resize(Resize.fill(200).gravity(
  Gravity.autoGravity().autoFocus(
    AutoFocus.focusOn(FocusOn.dog()).weight(30), AutoFocus.focusOn(FocusOn.cat()).avoid()))));
image(start().resize(Resize.crop(200, 100).x(10).y(20)));
image(start().resize(Resize.crop(0.5, 0.4).x(0.1).y(0.2)));
image(start().resize(Resize.crop(200, 100).gravity(Gravity.xyCenter()).x(100).y(90)));
image(start().resize(Resize.crop().gravity(Gravity.focusOn(FocusOn.face())).zoom(1.5)));
image(start().resize(Resize.thumbnail(150, 150).zoom(0.75).gravity(Gravity.focusOn(FocusOn.face()))));
image(start().resize(Resize.fillPad(200, 300).gravity(Gravity.autoGravity())));
image(start().resize(Resize.fillPad(200, 300).gravity(Gravity.autoGravity()).background(Background.color("red"))));
image(start().resize(Resize.autoPad(200, 300).gravity(Gravity.autoGravity()).background(Background.generativeFill())));
image(start().resize(Resize.scale(200).liquidRescaling()));
image(start().resize(Resize.scale("auto")));
image(start().resize(Resize.scale("1.0").relative()));
image(start().resize(Resize.pad(200, 300).offsetX(10).offsetY(20).gravity(Gravity.compass("north_west"))));

// --- Backgrounds
for (const colour of ["lightblue", "#ff8800", "#f80", "#ff880080", "transparent"]) {
  image(start().resize(Resize.pad(200, 300).background(Background.color(colour))));
  image(start().backgroundColor(colour));
  image(start().border(Border.solid(4, colour)));
  image(start().effect(Effect.colorize(40).color(colour)));
}
for (const kind of ["auto", "border", "predominant"]) {
  image(start().resize(Resize.pad(200, 300).background(Background[kind]())));
}
for (const kind of ["border", "predominant"]) {
  image(start().resize(Resize.pad(200, 300).background(Background[kind]().contrast())));
  image(start().resize(Resize.pad(200, 300).background(Background[kind]().palette("red", "green"))));
}
for (const kind of ["borderGradient", "predominantGradient"]) {
  image(start().resize(Resize.pad(200, 300).background(Background[kind]())));
  image(start().resize(Resize.pad(200, 300).background(Background[kind]().gradientColors(4))));
  image(start().resize(Resize.pad(200, 300).background(
    Background[kind]().contrast().gradientColors(2).gradientDirection("diagonal_desc").palette("red", "green", "blue"))));
}
image(start().resize(Resize.pad(200, 300).background(Background.generativeFill().prompt("a field of poppies"))));
image(start().resize(Resize.pad(200, 300).background(Background.generativeFill().prompt("sky, clouds & rain"))));
video(start().resize(Resize.pad(200, 300).background(Background.blurred())));
video(start().resize(Resize.pad(200, 300).background(Background.blurred().intensity(100).brightness(-50))));

// --- Adjustments
for (const name of [
  "autoBrightness", "autoColor", "autoContrast", "blue", "brightness", "brightnessHSB", "gamma",
  "green", "hue", "opacityThreshold", "red", "saturation", "sharpen", "unsharpMask", "vibrance",
]) {
  image(start().adjust(Adjust[name]()));
  image(start().adjust(Adjust[name](20)));
  image(start().addVariable(Variable.set("level", 30)).adjust(Adjust[name]("$level")));
}
image(start().adjust(Adjust.contrast()));
image(start().adjust(Adjust.contrast(30)));
image(start().adjust(Adjust.contrast().level(30).functionType("linear")));
image(start().adjust(Adjust.fillLight()));
image(start().adjust(Adjust.fillLight().blend(60).bias(20)));
image(start().adjust(Adjust.improve()));
image(start().adjust(Adjust.improve().mode("indoor").blend(30)));
image(start().adjust(Adjust.opacity(40)));
image(start().adjust(Adjust.recolor([[0.3, 0.7, 0.1], [0.3, 0.6, 0.1], [0.2, 0.5, 0.1]])));
image(start().adjust(Adjust.recolor(
  [[0.3, 0.7, 0.1, 0], [0.3, 0.6, 0.1, 0], [0.2, 0.5, 0.1, 0], [0, 0, 0, 1]])));
image(start().adjust(Adjust.replaceColor("saddlebrown")));
image(start().adjust(Adjust.replaceColor("#ff8800").tolerance(30).fromColor("#1b2f6b")));
image(start().adjust(Adjust.tint()));
image(start().adjust(Adjust.tint("equalize", "80", "blue", "green")));
image(start().adjust(Adjust.tint("100", "red", "0p", "white", "70p")));
image(start().adjust(Adjust.viesusCorrect()));
image(start().adjust(Adjust.viesusCorrect().noRedEye().skinSaturation(20)));
image(start().adjust(Adjust.by3dLut("docs:look.3dl")));

// --- Effects
for (const name of [
  "advancedRedEye", "backgroundRemoval", "blackwhite", "blur", "cartoonify", "colorize", "enhance",
  "generativeRestore", "gradientFade", "grayscale", "makeTransparent", "negate", "oilPaint",
  "outline", "pixelate", "redEye", "removeBackground", "sepia", "shadow", "upscale", "vectorize",
  "vignette", "dropShadow", "assistColorBlind",
]) {
  image(start().effect(Effect[name]()));
}
for (const name of ["accelerate", "boomerang", "deshake", "loop", "noise", "reverse"]) {
  video(start().effect(Effect[name]()));
}
for (const name of ["blackwhite", "blur", "cartoonify", "colorize", "makeTransparent", "oilPaint", "sepia", "shadow", "vignette"]) {
  image(start().effect(Effect[name](30)));
}
video(start().effect(Effect.accelerate(50)));
video(start().effect(Effect.accelerate().rate(-30)));
video(start().effect(Effect.deshake(32)));
video(start().effect(Effect.fadeIn(2000)));
video(start().effect(Effect.fadeOut(3000)));
video(start().effect(Effect.loop(3)));
video(start().effect(Effect.noise(50)));
for (const filter of Object.values(Artistic)) {
  if (typeof filter === "function") image(start().effect(Effect.artisticFilter(filter())));
}
for (const dither of Object.values(Dither)) {
  if (typeof dither === "function") image(start().effect(Effect.dither(dither())));
}
for (const mode of ["fill", "inner", "innerFill", "outer"]) {
  image(start().effect(Effect.outline().mode(Outline[mode]())));
  image(start().effect(Effect.outline().mode(Outline[mode]()).width(15).blurLevel(200).color("#0066ff")));
}
image(start().effect(Effect.backgroundRemoval().fineEdges()));
image(start().effect(Effect.blur(800).region(Region.faces())));
image(start().effect(Effect.blur(800).region(Region.custom().x(10).y(20).width(100).height(50))));
image(start().effect(Effect.blur(800).region(Region.ocr())));
image(start().effect(Effect.pixelate(20)));
image(start().effect(Effect.pixelate().squareSize(20).region(Region.faces())));
image(start().effect(Effect.pixelate().squareSize(20).region(Region.custom().x(10).y(20).width(0.5).height(0.5))));
image(start().effect(Effect.cartoonify().lineStrength(70).colorReductionLevel(30)));
image(start().effect(Effect.cartoonify().lineStrength(70).blackwhite()));
image(start().effect(Effect.gradientFade().strength(10).type("symmetric").horizontalStartPoint(0.2).verticalStartPoint(0.4)));
image(start().effect(Effect.gradientFade().type("symmetric_pad")));
image(start().effect(Effect.makeTransparent(20).colorToReplace("white")));
image(start().effect(Effect.removeBackground().screen().colorToRemove("green")));
image(start().effect(Effect.shadow(50).offsetX(10).offsetY(-20).color("#8e5500")));
image(start().effect(Effect.dropShadow().azimuth(220).elevation(40).spread(20)));
image(start().effect(Effect.simulateColorBlind("tritanopia")));
image(start().effect(Effect.simulateColorBlind("cone_monochromacy")));
image(start().effect(Effect.assistColorBlind().xray()));
image(start().effect(Effect.assistColorBlind().stripesStrength(20)));
image(start().effect(Effect.theme("black")));
image(start().effect(Effect.theme("#1b2f6b").photosensitivity(110)));
image(start().effect(Effect.vectorize().numOfColors(15).detailsLevel(0.7).despeckleLevel(20).cornersLevel(40).paths(60)));
image(start().effect(Effect.generativeBackgroundReplace()));
image(start().effect(Effect.generativeBackgroundReplace().prompt("an old castle")));
image(start().effect(Effect.generativeRecolor("shoes", "red")));
image(start().effect(Effect.generativeRecolor(["shoes", "hat"], "#ff0000").detectMultiple()));
image(start().effect(Effect.generativeRemove().prompt("fork")));
image(start().effect(Effect.generativeRemove().prompt("fork", "knife").detectMultiple().removeShadow()));
image(start().effect(Effect.generativeReplace().from("sofa").to("armchair").preserveGeometry()));
image(start().effect(Effect.generativeReplace().from("sofa").to("armchair").detectMultiple()));
image(start().effect(Effect.extract("cat")));
image(start().effect(Effect.extract(["cat", "dog"]).detectMultiple().mode("mask").invert().preserveAlpha()));

// --- Shape, angles, corners
for (const mode of ["autoLeft", "autoRight"]) {
  image(start().resize(Resize.fill(200, 100)).rotate(Rotate.mode(RotationMode[mode]())));
}
for (const mode of ["horizontalFlip", "verticalFlip", "ignore"]) {
  image(start().rotate(Rotate.mode(RotationMode[mode]())));
}
image(start().rotate(Rotate.byAngle(45)));
image(start().roundCorners(RoundCorners.byRadius(20)));
image(start().roundCorners(RoundCorners.byRadius(20, 30)));
image(start().roundCorners(RoundCorners.byRadius(20, 30, 40)));
image(start().roundCorners(RoundCorners.byRadius(20, 30, 40, 50)));
image(start().roundCorners(RoundCorners.max()));
image(start().border(Border.solid(4, "red").roundCorners(RoundCorners.byRadius(20))));
image(start().border(Border.solid(4, "red").roundCorners(RoundCorners.max())));
image(start().reshape(Reshape.trim().colorSimilarity(20).colorOverride("white")));
image(start().reshape(Reshape.distort([0, 0, 300, 20, 280, 200, 10, 220])));
image(start().reshape(Reshape.distortArc(180)));
image(start().reshape(Reshape.distortArc("-120.0")));
image(start().reshape(Reshape.shear().skewX(20).skewY(0)));
image(start().reshape(Reshape.shear(10, 20)));
image(start().reshape(Reshape.cutByImage(Source.image("docs/hexagon"))));

// --- Layers
const sources = () => [
  Source.image("logo"),
  Source.image("docs/shop/logo"),
  Source.image("docs/logo").format("png"),
  Source.image("logo").transformation(start().resize(Resize.scale(100)).adjust(Adjust.opacity(60))),
  Source.image("logo").transformation(start().resize(Resize.scale(0.5).relative())),
  Source.fetch("https://example.com/a%20b/logo.png?x=1,2"),
  Source.text("Hello world", "Arial_40"),
  Source.text("Commas, slashes / and 100%", new TextStyle("Arial", 40)),
  Source.text("Two\nlines", new TextStyle("Times New Roman", 40).fontWeight("bold").fontStyle("italic")),
  Source.text("All", new TextStyle("Arial", 40).textDecoration("underline").textAlignment("center")
    .letterSpacing(5).lineSpacing(10).stroke().fontAntialias("best").fontHinting("full")),
  Source.text("Coloured", new TextStyle("Arial", 40)).textColor("#ff8800").backgroundColor("blue"),
  Source.text("Über ❤", new TextStyle("Arial", 40)),
];
const positions = () => [
  undefined,
  new Position().gravity(Gravity.compass("south_east")).offsetX(10).offsetY(20),
  new Position().gravity(Gravity.focusOn(FocusOn.face())),
  new Position().tiled(),
  new Position().allowOverflow(false),
];
for (const [place, make] of [["overlay", Overlay], ["underlay", Underlay]]) {
  sources().forEach((_, source) => {
    positions().forEach((_, position) => {
      const layer = make.source(sources()[source]);
      const where = positions()[position];
      if (where) layer.position(where);
      image(start().resize(Resize.fill(400, 300))[place](layer));
    });
  });
}
image(start().overlay(
  Overlay.source(Source.image("logo").transformation(start().resize(Resize.scale(0.75).regionRelative())))
    .position(new Position().gravity(Gravity.focusOn(FocusOn.face())))));
for (const blend of ["antiRemoval", "mask", "multiply", "overlay", "screen"]) {
  image(start().overlay(Overlay.source(Source.image("logo")).blendMode(Blend[blend]())));
}
image(start().overlay(Overlay.source(Source.image("logo")).blendMode(Blend.antiRemoval(30))));
image(start().overlay(Overlay.source(Source.image("a").transformation(
  start().overlay(Overlay.source(Source.image("b")))))));
video(start().overlay(Overlay.source(Source.video("docs/kitchen").transformation(start().resize(Resize.scale(100))))));
video(start().overlay(Overlay.source(Source.image("logo")).timeline(Timeline.position().startOffset(1.5).duration(3))));
video(start().overlay(Overlay.source(Source.subtitles("docs/words.srt"))));
video(start().overlay(Overlay.source(Source.subtitles("docs/words.srt").textStyle(new TextStyle("Arial", 40)).textColor("yellow").backgroundColor("black"))));
video(start().overlay(Overlay.source(Source.audio("docs/song"))));
video(start().videoEdit(VideoEdit.concatenate(Source.video("docs/kitchen"))));
video(start().videoEdit(VideoEdit.concatenate(Source.video("docs/kitchen")).prepend()));
video(start().videoEdit(VideoEdit.concatenate(Source.image("docs/house")).duration(5)));

// --- Variables and conditions
image(start().addVariable(Variable.set("a", 10)).resize(Resize.scale(expression("$a * 2"))));
image(start().addVariable(Variable.set("a", 10)).resize(Resize.scale("$a_add_5")));
image(start().addVariable(Variable.setString("text", "Hello, world")).overlay(
  Overlay.source(Source.text("$(text)", new TextStyle("Arial", 40)))));
image(start().addVariable(Variable.setFromContext("c", "colour")).addVariable(Variable.setFromMetadata("m", "stock")));
image(start().addVariable(Variable.setAssetReference("r", "docs/look")));
image(start().addVariable(Variable.set("n", 1.5).asInteger()).addVariable(Variable.set("f", 2).asFloat()));
image(start().addVariable(Variable.setInteger("n", 3)).addVariable(Variable.setFloat("f", 2.5)));
image(start().addVariable(Variable.set("set", ["a", "b"])));
for (const condition of [
  "width > 100", "width >= 100 && height < 200", "initialWidth = 300 || aspect_ratio != 1.5",
  "initial_width < 500", "face_count > 2", "page_count <= 3", "!sale! in tags", "!sale! nin tags",
  "ctx:!colour!_eq_!red!", "w_gt_300", "$a > 1",
]) {
  image(start().addVariable(Variable.set("a", 2)).conditional(
    Conditional.ifCondition(condition, start().resize(Resize.scale(100)))));
  image(start().addVariable(Variable.set("a", 2)).conditional(
    Conditional.ifCondition(condition, start().resize(Resize.scale(100)).effect(Effect.sepia()))
      .otherwise(start().resize(Resize.scale(50)))));
}

// --- Delivery
for (const format of [
  "auto", "auto:image", "auto:animated", "jpg", "png", "webp", "avif", "gif", "svg", "pdf", "tiff",
  "bmp", "ico", "jxl", "heic", "jp2",
]) {
  image(start().delivery(Delivery.format(format)));
}
for (const format of ["auto:video", "mp4", "webm", "mov", "m3u8", "mpd", "mp3"]) {
  video(start().delivery(Delivery.format(format)));
}
for (const quality of ["auto", "auto:best", "auto:good", "auto:eco", "auto:low", 80, 7, "jpegmini"]) {
  image(start().delivery(Delivery.quality(quality)));
}
image(start().delivery(Delivery.quality(80).chromaSubSampling("444")));
video(start().delivery(Delivery.quality(80).quantization(70)));
image(start().delivery(Delivery.format("jpg").progressive(Progressive.steep())));
image(start().delivery(Delivery.format("jpg").progressive()));
image(start().delivery(Delivery.format("png").lossy()));
image(start().delivery(Delivery.format("auto").preserveTransparency()));
image(start().delivery(Delivery.dpr("auto")));
image(start().resize(Resize.scale(100)).delivery(Delivery.dpr(2)));
image(start().resize(Resize.scale(100)).delivery(Delivery.dpr("1.5")));
for (const space of ["srgb", "tinySrgb", "cmyk", "noCmyk", "keepCmyk"]) {
  const spelled = { tinySrgb: "tinysrgb", noCmyk: "no_cmyk", keepCmyk: "keep_cmyk" }[space] ?? space;
  image(start().delivery(Delivery.colorSpace(spelled)));
}
image(start().delivery(Delivery.colorSpaceFromICC("docs:profile.icc")));
image(start().delivery(Delivery.defaultImage("docs:avatar.png")));
image(start().delivery(Delivery.density(150)));
for (const [name, make] of Object.entries(Flag)) {
  if (typeof make !== "function" || /^[A-Z]/.test(name)) continue;
  if (["custom", "layerApply", "splice"].includes(name)) continue;
  const media = ["hlsv3", "keepDar", "mono", "noStream", "streamingAttachment", "truncateTS", "waveform", "animated"].includes(name)
    ? video : image;
  media(start().resize(Resize.scale(100).addFlag(make())));
}
image(start().addFlag(Flag.attachment("a file name")));
image(start().namedTransformation(Named.name("thumbnail")));

// --- Pages, layers of documents, animation, video
image(start().extract(Extract.getPage().byNumber(3)));
image(start().extract(Extract.getPage().byRange("3-5")));
image(start().extract(Extract.getPage().byNumber(1).byNumber(3)));
image(start().psdTools(PSDTools.getLayer().byName("red", "green")));
image(start().psdTools(PSDTools.getLayer().byIndex(2)));
image(start().psdTools(PSDTools.smartObject().byIndex(1)));
image(start().psdTools(PSDTools.smartObject().byLayerName("one")));
image(start().psdTools(PSDTools.clip().byIndex(3)));
image(start().psdTools(PSDTools.clip().byName("path").evenOdd()));
image(start().animated(Animated.edit().delay(200)));
image(start().animated(Animated.edit().loop(3)));
video(start().videoEdit(VideoEdit.trim().startOffset(2).endOffset(5.5)));
video(start().videoEdit(VideoEdit.trim().startOffset("10p").duration("50p")));
video(start().videoEdit(VideoEdit.volume(50)));
video(start().videoEdit(VideoEdit.volume("mute")));
video(start().videoEdit(VideoEdit.volume("-10dB")));
video(start().videoEdit(VideoEdit.preview()));
video(start().videoEdit(VideoEdit.preview().duration(12).maximumSegments(3).minimumSegmentDuration(3)));
video(start().transcode(Transcode.audioCodec("aac")));
video(start().transcode(Transcode.audioCodec("none")));
video(start().transcode(Transcode.audioFrequency(44100)));
video(start().transcode(Transcode.audioFrequency("iaf")));
video(start().transcode(Transcode.bitRate("500k")));
video(start().transcode(Transcode.bitRate("1m").constant()));
video(start().transcode(Transcode.fps(25)));
video(start().transcode(Transcode.fpsRange(20, 30)));
video(start().transcode(Transcode.fpsRange(20)));
video(start().transcode(Transcode.keyframeInterval(2)));
video(start().transcode(Transcode.streamingProfile("full_hd")));
video(start().transcode(Transcode.streamingProfile("auto")));
video(start().transcode(Transcode.toAnimated("gif")));
video(start().transcode(Transcode.toAnimated("webp").delay(20).sampling(12)));
video(start().transcode(Transcode.toAnimated("gif").sampling("2.3s")));
video(start().transcode(Transcode.videoCodec(VideoCodec.auto())));
video(start().transcode(Transcode.videoCodec(VideoCodec.h264().profile("baseline").level("3.1"))));
for (const codec of ["h265", "proRes", "theora", "vp8", "vp9"]) {
  video(start().transcode(Transcode.videoCodec(VideoCodec[codec]())));
}

// --- Every value of the qualifiers, and what has two actions in one
for (const [, make] of values(AspectRatio)) {
  image(start().resize(Resize.fill(200).aspectRatio(make())));
  image(start().resize(Resize.pad().height(200).aspectRatio(make())));
}
for (const mode of ["fill", "limitFill", "crop", "thumbnail", "auto", "fillPad", "autoPad"]) {
  image(start().resize(Resize[mode](200).aspectRatio(AspectRatio.ar16X9()).gravity(Gravity.autoGravity())));
  image(start().resize(Resize[mode](200, 100).gravity("auto")));
  image(start().resize(Resize[mode](200, 100).gravity(
    Gravity.autoGravity().autoFocus(AutoFocus.focusOn(FocusOn.ocr()), AutoFocus.focusOn(FocusOn.faces()).avoid()))));
}
for (const mode of ["scale", "fit", "limitFit", "fill", "crop", "pad"]) {
  image(start().resize(Resize[mode]("iw").height("ih")));
  image(start().resize(Resize[mode]("iw_mul_0.5")));
  image(start().resize(Resize[mode](1.0)));
  image(start().resize(Resize[mode]().width(0.5).regionRelative()));
}
for (const fallback of values(FocusOn)) {
  image(start().resize(Resize.fill(200, 100).gravity(
    Gravity.focusOn(FocusOn.cat(), fallback[1]()).fallbackGravity(Gravity.autoGravity()))));
}
for (const compass of compasses) {
  image(start().resize(Resize.crop(200, 100).gravity(Gravity.compass(compass)).x(-5).y(0.1)));
  image(start().resize(Resize.minimumPad(0.5, 700).offsetX(3).gravity(Gravity.compass(compass))));
}
for (const [name, colour] of Object.entries(Color)) {
  // Two of the names mean no colour.
  if (typeof colour !== "string" || ["fractal", "opaque"].includes(colour)) continue;
  image(start().backgroundColor(colour));
  if (/^[LM].*O.*[^0-9]$/.test(name)) {
    image(start().border(Border.solid(`${name.length}`, colour)));
    image(start().adjust(Adjust.replaceColor(colour).tolerance(0)));
    image(start().reshape(Reshape.trim().colorOverride(colour)));
  }
}
for (const kind of ["borderGradient", "predominantGradient"]) {
  for (const [, make] of values(Direction)) {
    image(start().resize(Resize.pad(200, 300).background(Background[kind]().gradientDirection(make()))));
  }
}
image(start().reshape(Reshape.trim()));
image(start().reshape(Reshape.trim().colorSimilarity(0)));
image(start().reshape(Reshape.trim().colorOverride("ff8800")));
image(start().reshape(Reshape.shear("10.5", -20)));
image(start().reshape(Reshape.distortArc(-90)));
image(start().reshape(Reshape.distort(["-10", 0, 300, 20, 280, 200, 10, 220])));
for (const mode of values(RotationMode)) {
  image(start().rotate(Rotate.byAngle(-20).mode(mode[1]())));
  image(start().rotate(Rotate.mode(mode[1]()).angle(45)));
  image(start().rotate(Rotate.byAngle(90).angle(12.5).mode(mode[1]())));
}
image(start().rotate(Rotate.byAngle(-90)));
image(start().rotate(Rotate.byAngle(0)));
for (const preserved of [true, false]) {
  image(start().effect(Effect.styleTransfer(Source.image("docs/painting")).preserveColor(preserved)));
  image(start().effect(Effect.styleTransfer(Source.image("docs/painting")).strength(60).preserveColor(preserved)));
}
image(start().effect(Effect.styleTransfer(
  Source.image("docs/painting").transformation(start().resize(Resize.fill(100, 100)))).strength(5)));
for (const [, make] of values(Blindness)) image(start().effect(Effect.simulateColorBlind(make())));
for (const [, make] of values(Shake)) video(start().effect(Effect.deshake(make())));
for (const mode of ["indoor", "outdoor"]) {
  image(start().adjust(Adjust.improve().mode(mode)));
  image(start().adjust(Adjust.improve(20).mode(mode)));
}
image(start().adjust(Adjust.viesusCorrect().skinSaturation()));
image(start().adjust(Adjust.viesusCorrect().noRedEye()));
image(start().adjust(Adjust.fillLight().bias(-20)));
image(start().adjust(Adjust.contrast().functionType("sigmoidal")));
for (const kind of ["symmetric", "symmetric_pad"]) {
  for (const strength of [0, 20, 55]) {
    image(start().effect(Effect.gradientFade().strength(strength).type(kind)));
    image(start().effect(Effect.gradientFade(strength).horizontalStartPoint(-0.2).verticalStartPoint("0.4")));
  }
}
for (const level of [0, 1, 60, "$level"]) {
  image(start().addVariable(Variable.set("level", 30)).effect(Effect.cartoonify().lineStrength(level)));
  image(start().addVariable(Variable.set("level", 30)).effect(Effect.colorize(level).color("blue")));
  image(start().addVariable(Variable.set("level", 30)).effect(Effect.vignette(level)));
  image(start().addVariable(Variable.set("level", 30)).effect(Effect.sepia().level(level)));
}
image(start().effect(Effect.vectorize().numOfColors(3)));
image(start().effect(Effect.vectorize().detailsLevel(0.2)));
image(start().effect(Effect.vectorize().despeckleLevel(0.5).paths(3)));
image(start().effect(Effect.vectorize().cornersLevel(9)));
image(start().effect(Effect.assistColorBlind(7)));
image(start().effect(Effect.blur().strength(3).region(Region.rectangle(1, 2, 3, 4))));
image(start().effect(Effect.pixelate(9).region(Region.ocr())));
image(start().effect(Effect.pixelate(9).region(Region.rectangle(1, 2, 3, 4))));
image(start().effect(Effect.shadow().strength(3)));
image(start().effect(Effect.outline().width(3)));
image(start().effect(Effect.outline().blurLevel(3)));
image(start().effect(Effect.outline().mode(Outline.outer()).blurLevel(3)));
image(start().effect(Effect.removeBackground().colorToRemove("#fff")));
image(start().effect(Effect.removeBackground().screen()));
image(start().effect(Effect.dropShadow().spread(3)));
image(start().effect(Effect.extract("a cat and a dog").mode("content")));
image(start().effect(Effect.generativeReplace().from("a sofa").to("two chairs & a table")));
image(start().effect(Effect.generativeRemove().region(Region.rectangle(1, 2, 3, 4))));
image(start().effect(Effect.generativeRemove().region(Region.rectangle(1, 2, 3, 4), Region.rectangle(5, 6, 7, 8))));
image(start().effect(Effect.generativeRecolor("the \"red\" hat", "aliceblue")));
for (const quality of values(Quality)) image(start().delivery(Delivery.quality(quality[1]())));
for (const [, make] of values(Chroma)) image(start().delivery(Delivery.quality(70).chromaSubSampling(make())));
for (const [, make] of values(ColorSpace)) image(start().delivery(Delivery.colorSpace(make())));
for (const name of ["none", "semi", "steep", "progressive"]) {
  image(start().delivery(Delivery.format("jpg").progressive(Progressive[name]())));
}
// Formats of three-dimensional models, and of files that are only read, are no answer of ours.
const unwritten = /^(arw|cr2|eps3|ept|flif|fxb|glb|gltf|hdp|indd|spd|usdz)$/;
for (const [name, make] of values(Format)) {
  if (unwritten.test(name)) continue;
  (/^(audio|video)/.test(name) ? video : image)(start().delivery(Delivery.format(make())));
}
for (const [, make] of values(AnimatedFormat)) {
  video(start().transcode(Transcode.toAnimated(make()).delay(20)));
}
for (const [, make] of values(AudioCodec)) video(start().transcode(Transcode.audioCodec(make())));
for (const [, make] of values(AudioFrequency)) video(start().transcode(Transcode.audioFrequency(make())));
for (const [, make] of values(Profile)) video(start().transcode(Transcode.streamingProfile(make())));
for (const [, level] of values(CodecLevel)) {
  for (const [, profile] of values(CodecProfile)) {
    video(start().transcode(Transcode.videoCodec(VideoCodec.h264().profile(profile()).level(level()))));
  }
}
video(start().transcode(Transcode.bitRate(250000)));
video(start().transcode(Transcode.bitRate("250k").constant()));
video(start().transcode(Transcode.fps("29.97")));
video(start().transcode(Transcode.keyframeInterval(0.15)));
video(start().transcode(Transcode.toAnimated()));
video(start().videoEdit(VideoEdit.volume(Volume.mute())));
video(start().videoEdit(VideoEdit.volume(Volume.byPercent(-50))));
video(start().videoEdit(VideoEdit.volume(Volume.byDecibels(3))));
video(start().videoEdit(VideoEdit.trim().startOffset("auto").duration(3.25)));
video(start().videoEdit(VideoEdit.trim().endOffset("90%")));
video(start().videoEdit(VideoEdit.preview().duration(5.5)));
for (const prepended of [false, true]) {
  for (const source of [
    () => Source.image("docs/house").transformation(start().resize(Resize.fill(300, 200))),
    () => Source.video("docs/kitchen").transformation(start().videoEdit(VideoEdit.trim().duration(3))),
    () => Source.fetch("https://example.com/clip.png"),
  ]) {
    const joined = VideoEdit.concatenate(source()).duration(4);
    video(start().videoEdit(prepended ? joined.prepend() : joined));
  }
}
for (const [, weight] of values(Weight)) {
  for (const [, alignment] of values(Alignment)) {
    image(start().overlay(Overlay.source(Source.text("A line", new TextStyle("Open Sans", 12)
      .fontWeight(weight()).textAlignment(alignment())))));
  }
}
for (const [, antialias] of values(Antialias)) {
  for (const [, hinting] of values(Hinting)) {
    image(start().overlay(Overlay.source(Source.text("A line", new TextStyle("Arial", 12)
      .fontAntialias(antialias()).fontHinting(hinting())))));
  }
}
for (const [, decoration] of values(Decoration)) {
  image(start().overlay(Overlay.source(Source.text("A line", new TextStyle("Arial", 12)
    .textDecoration(decoration()).letterSpacing(-2).lineSpacing(0.5)))));
}
for (const fit of [() => TextFit.size(200), () => TextFit.size(200, 100), () => TextFit.size(200).height(50)]) {
  image(start().overlay(Overlay.source(
    Source.text("A long line of words", new TextStyle("Arial", 12)).textFit(fit()))));
}
for (const text of ["50% off, today / tomorrow", "a:b;c_d", "(x) $ 5", "?#&+=", "שלום", "日本語", "👍🏽"]) {
  image(start().overlay(Overlay.source(Source.text(text, new TextStyle("Arial", 12)))));
  image(start().underlay(Underlay.source(Source.text(text, new TextStyle("docs:font.ttf", 12)))));
}
for (const id of ["logo", "a/b/c", "a b", "logo.v2", "ünï", "logo_2-x"]) {
  image(start().overlay(Overlay.source(Source.image(id))));
  image(start().underlay(Underlay.source(Source.image(id).format("webp"))));
  video(start().overlay(Overlay.source(Source.video(id))));
}
for (const blend of values(Blend)) {
  image(start().underlay(Underlay.source(Source.image("logo")).blendMode(blend[1]())));
  image(start().overlay(Overlay.source(Source.text("Hi", new TextStyle("Arial", 12))).blendMode(blend[1]())
    .position(new Position().gravity(Gravity.compass("north")).offsetY(3))));
}
for (const condition of [
  "w > 100 and h < 200", "!a b! in tags", "ils > 0.5", "tags != !x!", "duration > 3",
  "initialDuration <= 3", "pageX > 3", "trimmed_aspect_ratio = 1:1", "w * 2 > iw / 3", "isndef_$a",
  "current_page = 1", "md:!stock! lt 50",
]) {
  image(start().conditional(Conditional.ifCondition(condition, start().effect(Effect.grayscale()))));
}
for (const [name, value] of [["a", 0], ["b", -5], ["c", 1.25], ["d", "w * 2"], ["e", "iw + ih"], ["f", "!a!_to_i"]]) {
  image(start().addVariable(Variable.set(name, value)));
}
for (const text of ["", "a", "a:b", "a_b", "50%", "é", "a/b"]) {
  image(start().addVariable(Variable.setString("s", text)));
}
image(start().psdTools(PSDTools.clip().byName("a path")));
image(start().psdTools(PSDTools.clip().byIndex(1).evenOdd()));
image(start().extract(Extract.getFrame().byNumber(2)));
image(start().extract(Extract.getFrame().byRange("2-")));
image(start().extract(Extract.getPage().byRange("2-4").byNumber(9)));
image(start().addFlag("lossy").addFlag(Flag.progressive("steep")));
image(start().addFlag(Flag.custom("any_format")));
video(start().addFlag(Flag.streamingAttachment("a-file_2")));

// --- Whole transformations
image(start()
  .resize(Resize.thumbnail(300, 300).gravity(Gravity.focusOn(FocusOn.face())))
  .roundCorners(RoundCorners.max())
  .delivery(Delivery.format("auto"))
  .delivery(Delivery.quality("auto")));
video(start()
  .resize(Resize.fill(300, 200))
  .overlay(Overlay.source(Source.image("docs/camera").transformation(start().resize(Resize.scale(100))))
    .position(new Position().gravity(Gravity.compass("south_east")))
    .timeline(Timeline.position().startOffset("0.0"))));

console.log("# Made by generate.mjs from @cloudinary/url-gen 1.22.0; media | transformation");
for (const line of [...written].sort()) console.log(line);
