// The page's own sentences, in the language of the chosen person, and its numbers and dates.

const WORDS = {
  fa: {
    "playground": "زمین بازی",
    "people-and-chats": "آدم‌ها و گفتگوها",
    "people": "آدم‌ها",
    "chats": "گفتگوها",
    "time-here": "ساعت این‌جا",
    "forward-hour": "یک ساعت جلو",
    "forward-day": "یک روز جلو",
    "ahead": "{days} روز و {hours} ساعت جلوتر از حالا",
    "add-person": "افزودن آدم",
    "add-chat": "گروه یا کانال تازه",
    "name": "نام",
    "language": "زبان",
    "title": "نام گفتگو",
    "kind": "نوع",
    "username": "نام کاربری (اختیاری)",
    "group": "گروه",
    "supergroup": "ابرگروه",
    "channel": "کانال",
    "members": "{n} عضو",
    "bot": "ربات",
    "blocked": "ربات مسدود است",
    "close": "بستن",
    "cancel": "لغو",
    "ok": "باشه",
    "add": "افزودن",
    "more": "بیشتر",
    "conversation": "گفتگو",
    "to-end": "برو به آخر",
    "commands": "دستورها",
    "menu": "منو",
    "message": "پیام",
    "post-here": "نوشتن در کانال",
    "keyboard": "کلیدهای آماده",
    "attach": "پیوست",
    "send": "فرستادن",
    "send-file": "فرستادن فایل",
    "as-photo": "به‌صورت عکس",
    "as-document": "به‌صورت فایل",
    "caption": "زیرنویس",
    "photo": "عکس",
    "file": "فایل",
    "reply": "پاسخ",
    "forward": "فرستادن به گفتگوی دیگر",
    "forward-to": "به کدام گفتگو؟",
    "copy": "رونوشت متن",
    "copied": "رونوشت برداشته شد",
    "remove-reaction": "برداشتن واکنش",
    "message-actions": "کارهای این پیام",
    "edited": "ویرایش‌شده",
    "forwarded-from": "بازارسال از {name}",
    "came": "{names} آمد",
    "went": "{names} رفت",
    "changed": "این گفتگو تغییر کرد",
    "seen": "دیده‌شده",
    "sent": "فرستاده‌شده",
    "today": "امروز",
    "yesterday": "دیروز",
    "typing": "در حال نوشتن…",
    "upload_photo": "در حال فرستادن عکس…",
    "upload_document": "در حال فرستادن فایل…",
    "upload_video": "در حال فرستادن ویدیو…",
    "working": "در حال کار…",
    "connecting": "در حال اتصال…",
    "start": "شروع",
    "empty-title": "{name} آماده است",
    "empty-text": "برای شروع دکمه را بزنید؛ این‌جا همان تلگرام است، بدون تلگرام.",
    "empty-chat": "هنوز پیامی نیست.",
    "nobody": "هنوز کسی این‌جا نیست. یک نفر بیفزایید تا با ربات گفتگو کند.",
    "block": "مسدود کردن ربات",
    "unblock": "رفع مسدودی ربات",
    "add-bot": "افزودن ربات به این گفتگو",
    "remove-bot": "برداشتن ربات از این گفتگو",
    "promote-bot": "مدیر کردن ربات",
    "stop-bot-posting": "گرفتن اجازهٔ پست از ربات",
    "let-bot-post": "دادن اجازهٔ پست به ربات",
    "leave": "ترک گفتگو",
    "join": "پیوستن",
    "only-admins-post": "در این کانال فقط مدیرها می‌نویسند",
    "no-answer": "ربات به این دکمه پاسخی نداد.",
    "failed": "نشد: {why}",
    "no-commands": "دستوری با این نام نیست.",
  },
  ar: {
    "playground": "ساحة التجربة",
    "people-and-chats": "الأشخاص والمحادثات",
    "people": "الأشخاص",
    "chats": "المحادثات",
    "time-here": "الوقت هنا",
    "forward-hour": "ساعة إلى الأمام",
    "forward-day": "يوم إلى الأمام",
    "ahead": "متقدّم {days} يوم و{hours} ساعة عن الآن",
    "add-person": "إضافة شخص",
    "add-chat": "مجموعة أو قناة جديدة",
    "name": "الاسم",
    "language": "اللغة",
    "title": "اسم المحادثة",
    "kind": "النوع",
    "username": "اسم المستخدم (اختياري)",
    "group": "مجموعة",
    "supergroup": "مجموعة خارقة",
    "channel": "قناة",
    "members": "الأعضاء: {n}",
    "bot": "بوت",
    "blocked": "البوت محظور",
    "close": "إغلاق",
    "cancel": "إلغاء",
    "ok": "حسنًا",
    "add": "إضافة",
    "more": "المزيد",
    "conversation": "المحادثة",
    "to-end": "إلى الأسفل",
    "commands": "الأوامر",
    "menu": "القائمة",
    "message": "رسالة",
    "post-here": "انشر في القناة",
    "keyboard": "الأزرار الجاهزة",
    "attach": "إرفاق",
    "send": "إرسال",
    "send-file": "إرسال ملف",
    "as-photo": "كصورة",
    "as-document": "كملف",
    "caption": "التعليق",
    "photo": "صورة",
    "file": "ملف",
    "reply": "رد",
    "forward": "إعادة توجيه",
    "forward-to": "إلى أي محادثة؟",
    "copy": "نسخ النص",
    "copied": "تم النسخ",
    "remove-reaction": "إزالة التفاعل",
    "message-actions": "خيارات الرسالة",
    "edited": "معدّلة",
    "forwarded-from": "معاد توجيهها من {name}",
    "came": "انضم {names}",
    "went": "غادر {names}",
    "changed": "تغيّرت هذه المحادثة",
    "seen": "شوهدت",
    "sent": "أُرسلت",
    "today": "اليوم",
    "yesterday": "أمس",
    "typing": "يكتب…",
    "upload_photo": "يرسل صورة…",
    "upload_document": "يرسل ملفًا…",
    "upload_video": "يرسل فيديو…",
    "working": "يعمل…",
    "connecting": "جارٍ الاتصال…",
    "start": "ابدأ",
    "empty-title": "{name} جاهز",
    "empty-text": "اضغط الزر للبدء؛ هنا تجرّب البوت كما في تيليجرام، من دون تيليجرام.",
    "empty-chat": "لا رسائل بعد.",
    "nobody": "لا أحد هنا بعد. أضف شخصًا ليتحدث مع البوت.",
    "block": "حظر البوت",
    "unblock": "إلغاء حظر البوت",
    "add-bot": "إضافة البوت إلى هذه المحادثة",
    "remove-bot": "إزالة البوت من هذه المحادثة",
    "promote-bot": "ترقية البوت إلى مشرف",
    "stop-bot-posting": "منع البوت من النشر",
    "let-bot-post": "السماح للبوت بالنشر",
    "leave": "مغادرة المحادثة",
    "join": "انضمام",
    "only-admins-post": "لا ينشر في هذه القناة إلا المشرفون",
    "no-answer": "لم يردّ البوت على هذا الزر.",
    "failed": "تعذّر ذلك: {why}",
    "no-commands": "لا أمر بهذا الاسم.",
  },
  en: {
    "playground": "Playground",
    "people-and-chats": "People and chats",
    "people": "People",
    "chats": "Chats",
    "time-here": "Time here",
    "forward-hour": "Forward an hour",
    "forward-day": "Forward a day",
    "ahead": "{days} d {hours} h ahead of now",
    "add-person": "Add a person",
    "add-chat": "New group or channel",
    "name": "Name",
    "language": "Language",
    "title": "Chat name",
    "kind": "Kind",
    "username": "Username (optional)",
    "group": "Group",
    "supergroup": "Supergroup",
    "channel": "Channel",
    "members": "Members: {n}",
    "bot": "bot",
    "blocked": "bot blocked",
    "close": "Close",
    "cancel": "Cancel",
    "ok": "OK",
    "add": "Add",
    "more": "More",
    "conversation": "Conversation",
    "to-end": "Go to the end",
    "commands": "Commands",
    "menu": "Menu",
    "message": "Message",
    "post-here": "Post in the channel",
    "keyboard": "Ready keys",
    "attach": "Attach",
    "send": "Send",
    "send-file": "Send a file",
    "as-photo": "As a photo",
    "as-document": "As a file",
    "caption": "Caption",
    "photo": "Photo",
    "file": "File",
    "reply": "Reply",
    "forward": "Forward",
    "forward-to": "To which chat?",
    "copy": "Copy text",
    "copied": "Copied",
    "remove-reaction": "Remove reaction",
    "message-actions": "Message actions",
    "edited": "edited",
    "forwarded-from": "Forwarded from {name}",
    "came": "{names} joined",
    "went": "{names} left",
    "changed": "This chat has changed",
    "seen": "seen",
    "sent": "sent",
    "today": "Today",
    "yesterday": "Yesterday",
    "typing": "typing…",
    "upload_photo": "sending a photo…",
    "upload_document": "sending a file…",
    "upload_video": "sending a video…",
    "working": "working…",
    "connecting": "connecting…",
    "start": "Start",
    "empty-title": "{name} is ready",
    "empty-text": "Press the button to begin. This is the chat as in Telegram, without Telegram.",
    "empty-chat": "No messages yet.",
    "nobody": "Nobody is here yet. Add a person to talk with the bot.",
    "block": "Block the bot",
    "unblock": "Unblock the bot",
    "add-bot": "Add the bot to this chat",
    "remove-bot": "Remove the bot from this chat",
    "promote-bot": "Make the bot an admin",
    "stop-bot-posting": "Take the bot’s right to post",
    "let-bot-post": "Let the bot post",
    "leave": "Leave the chat",
    "join": "Join",
    "only-admins-post": "Only admins post in this channel",
    "no-answer": "The bot did not answer this button.",
    "failed": "That did not work: {why}",
    "no-commands": "No command of that name.",
  },
};

/** Persian in its own calendar and digits; Arabic in Gregorian months, with ٠–٩ or, as in the Maghreb, with 0–9. */
const LOCALES = {
  fa: "fa-IR-u-ca-persian-nu-arabext",
  ar: "ar-u-ca-gregory-nu-arab",
  "ar-MA": "ar-u-ca-gregory-nu-latn",
  en: "en-GB",
};
export const LANGUAGES = { fa: "فارسی", ar: "العربية", "ar-MA": "العربية 0–9", en: "English" };

let language = "fa";
let locale = LOCALES.fa;
const dates = new Map();

/** Only the three languages of the page; whoever speaks another one reads English. */
export function pageLanguageOf(code) {
  const short = String(code || "fa").slice(0, 2).toLowerCase();
  return short in WORDS ? short : "en";
}

export function word(key, facts = {}) {
  const sentence = WORDS[language][key];
  if (sentence === undefined) return key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) =>
    typeof facts[name] === "number" ? numberOf(facts[name]) : String(facts[name] ?? ""));
}

export const numberOf = (value) => new Intl.NumberFormat(locale).format(value);

function formatted(date, options) {
  const key = locale + JSON.stringify(options);
  if (!dates.has(key)) dates.set(key, new Intl.DateTimeFormat(locale, options));
  return dates.get(key).format(date);
}

export const hourOf = (date) => formatted(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayOf = (date) => formatted(date, { weekday: "long", day: "numeric", month: "long" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** "Today", "yesterday" or the day itself, as seen at `now`. */
export function dayBeside(date, now) {
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (days === 0) return word("today");
  if (days === 1) return word("yesterday");
  return dayOf(date);
}

export const sameDay = (one, other) => midnight(one) === midnight(other);

export function sizeOf(bytes) {
  const big = bytes >= 1_048_576;
  const value = big ? bytes / 1_048_576 : bytes / 1024;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: big ? "megabyte" : "kilobyte",
    unitDisplay: language === "en" ? "short" : "long",
    maximumFractionDigits: 1,
  }).format(value);
}

/** Turns the whole page to a language: its direction and every fixed label. */
export function speak(code) {
  language = pageLanguageOf(code);
  locale = LOCALES[code] ?? LOCALES[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === "en" ? "ltr" : "rtl";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    if (node.matches("button")) node.title = word(node.dataset.label);
  }
}
