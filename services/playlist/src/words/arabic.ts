import { parseCamelot } from '@mooddj/engine/camelot'
import type { Daypart, Weather } from '@mooddj/shared/playlist-context'
import type { Words } from './words.ts'

const SKIES: Record<Weather, string> = {
  clear: 'صافٍ',
  cloudy: 'غائم',
  fog: 'ضبابي',
  rain: 'ماطر',
  snow: 'مثلج',
  storm: 'عاصف',
}
const DAYPARTS: Record<Daypart, string> = { morning: 'صباح', day: 'نهار', evening: 'مساء', night: 'ليل' }
const TONICS = [
  'دو',
  'ري بيمول',
  'ري',
  'مي بيمول',
  'مي',
  'فا',
  'فا دييز',
  'صول',
  'لا بيمول',
  'لا',
  'سي بيمول',
  'سي',
]

const INSTEAD = 'لذلك تُعزف الموسيقى المدمجة بدلًا منه.'

/** The track is masculine (المقطع), and its predicates go without it. */
export const ARABIC: Words = {
  staying: {
    happy: ['ساعة ذهبية', 'شمس على الجانبين', 'طقس جميل في الداخل', 'ابتسامة عريضة'],
    sad: ['رفقة للأزرق', 'مطر في الداخل', 'أزرق ولست وحدك', 'ضوء رمادي بطيء'],
    angry: ['شرر تحت الزجاج', 'أحمر على نار هادئة', 'بخار وحديد', 'حرارة تحت الغطاء'],
    neutral: ['أرض مستوية', 'على مهل', 'منتصف العصر', 'لا شيء لإثباته'],
    surprise: ['عينان واسعتان', 'قصاصات ملونة', 'لم أتوقع ذلك', 'منعطف الحكاية'],
    fear: ['ضوء في الممر', 'نفَس محبوس وأرض لينة', 'إشارات ضوء الليل', 'قرب الباب'],
    disgust: ['نغمات حامضة بلطف', 'مذاق جديد', 'ساعة الليمون المرّ', 'نوافذ مفتوحة'],
  },
  from: {
    happy: ['من الضياء', 'من يوم مشمس', 'من العسل'],
    sad: ['من الأزرق', 'من المطر', 'من صباح رمادي'],
    angry: ['من الأحمر', 'من الرعد', 'من الجمر'],
    neutral: ['من الفضة', 'من ماء ساكن', 'من سماء صافية'],
    surprise: ['من الوميض', 'من اليقظة', 'من الشرارة'],
    fear: ['من الظل', 'من البنفسج', 'من سهر الليل'],
    disgust: ['من المرارة', 'من الأخضر', 'من الحموضة'],
  },
  towards: {
    happy: ['إلى الذهب', 'إلى ضوء الشمس', 'إلى نوافذ مفتوحة', 'إلى الرقص', 'إلى الكهرمان'],
    calm: ['إلى ماء ساكن', 'إلى ضوء ناعم', 'إلى مدّ بطيء', 'إلى السكون', 'إلى نسيم المساء'],
  },
  openings: {
    match: 'قريب من مزاجك',
    hold: 'يبدأ من حيث أنت',
    step: 'ينطلق من حيث أنت',
    arrival: 'يقف حيث تتجه',
  },
  arrival: 'يصل إلى حيث تتجه',
  evenSteps: [
    'يأخذك خطوة أخرى بالقدر نفسه',
    'يمضي بك دون قفزة',
    'هو الخطوة التالية بالحجم نفسه',
    'يتابع برفق كما خُطّط له',
    'يحافظ على خطوك في الطريق',
  ],
  onThePath: [
    'يقع على طريقك تمامًا',
    'يلتقي بطريقك هنا',
    'يحدد هذه النقطة من الطريق',
    'هو حيث يمضي طريقك الآن',
    'يناسب هذا الجزء من الطريق',
  ],
  stays: ['يبقى معك قليلًا', 'يرافقك حيث أنت', 'ينتظر هنا معك', 'يتمهّل في المزاج نفسه'],
  nearYou: [
    'يلازم مزاجك',
    'يبقى قريبًا مما تشعر به',
    'يناسب المزاج نفسه',
    'يتمسّك بهذا الشعور',
    'يستقر في المكان نفسه',
  ],
  artist: ['يُدخل فنانًا آخر', 'يترك الدور لغيره'],
  sameness: ['يضيف شيئًا مختلفًا', 'لا يشبه البقية', 'يجلب التنوّع'],
  recent: ['لم تسمعه مؤخرًا', 'لم يُعزف لك مؤخرًا'],
  doubt: ['مزاجه معروف جيدًا', 'موضعه مؤكد'],
  liked: ['أعجبتك مقاطع مثله', 'أعجبتك مقاطع من هذا النوع', 'أعجبتك مقاطع قريبة منه'],
  passedOver: ['تخطّيت ما حوله أكثر', 'تجاوزت غيره في هذه الجهة'],
  suits: ['يناسب', 'يلائم', 'ينسجم مع'],
  ofMoment: (suits, moment, isWelcome) => `${suits} ${moment}${isWelcome ? '' : ' أكثر من غيره هنا'}`,
  brighter: ['أكثر إشراقًا بقليل', 'أكثر إشراقًا في نغمته', 'فيه لمسة إشراق'],
  darker: ['أغمق بقليل', 'أغمق في نغمته', 'فيه لمسة عتمة'],
  livelier: ['أنشط بقليل', 'أنشط في خطوه', 'أكثر نشاطًا قليلًا', 'أنشط بدرجة'],
  calmer: ['أهدأ بقليل', 'أهدأ في خطوه', 'أكثر هدوءًا قليلًا', 'أهدأ بدرجة'],
  energies: ['هادئ جدًا', 'هادئ', 'متزن', 'نشيط', 'مندفع'],
  tones: ['قاتم', 'حالم', 'معتدل', 'دافئ', 'مشرق'],
  tempo: {
    unsure: 'يبدو أنه يحافظ على الإيقاع',
    less: (tempo) => `يغيّر الإيقاع أقل من غيره، إلى ${beats(tempo)}`,
    halfTime: (tempo) => `يدقّ ${beats(tempo)}، نحو نصف النبض الذي قبله`,
    doubleTime: (tempo) => `يدقّ ${beats(tempo)}، نحو ضعف النبض الذي قبله`,
    same: (tempo) => [`يُبقي على ${beats(tempo)}`, `يحفظ النبض عند ${beats(tempo)}`],
    leads: ['ينقل الإيقاع', 'ينساب', 'يتابع'],
    change: (lead, before, tempo) => `${lead} من ${before} إلى ${beats(tempo)}`,
  },
  key: {
    unsure: 'يبدو أنه يمتزج في مقامه',
    same: ['يبقى في', 'يستمر في'],
    ofSame: (lead, key) => `${lead} المقام نفسه، ${key}`,
    near: ['ينزلق إلى', 'يمتزج مع', 'يميل برفق إلى'],
    ofNear: (lead, key) => `${lead} ${key}`,
    leap: (key) => `ينتقل إلى ${key} بقفزة أصغر من غيره`,
    name: (camelot) => {
      const { tonic, mode } = parseCamelot(camelot)
      return `${TONICS[tonic] ?? ''} ${mode === 'major' ? 'كبير' : 'صغير'}`
    },
  },
  atTempo: (tempo) => `بإيقاع ${beats(tempo)}`,
  inKey: (key) => `من مقام ${key}`,
  both: (one, other) => `${one} و${other}`,
  comma: '، ',
  caveats: { recent: '، سمعته مؤخرًا لكنه أقرب من غيره', far: '، وهو أقرب ما يوجد إلى هذه النقطة' },
  listed: (pieces) =>
    pieces.length < 2 ? pieces.join('') : `${pieces.slice(0, -1).join('، ')}، و${pieces.at(-1)}`,
  sentence: ({ track, listener, listenerFirst }) => {
    const parts = listenerFirst
      ? [listener.join('، و'), `وهذا ${track}`]
      : [track, ...listener.map((words) => `و${words}`)]
    return `${parts.join('، ')}.`
  },
  notices: {
    'not-linked': `حسابك غير مرتبط بـ Spotify، ${INSTEAD} يمكنك ربطه من صفحة الحساب.`,
    'link-ended': `لم يعد Spotify يسمح لـ Mood DJ باستخدام حسابك، ${INSTEAD} اربطه مجددًا من صفحة الحساب.`,
    'not-configured': `لم يُجهَّز هذا الخادم لـ Spotify، ${INSTEAD}`,
    'rate-limited': `طلب Spotify التمهّل، ${INSTEAD} جرّب Spotify بعد دقيقة.`,
    'quota-exceeded': `استُنفدت الطلبات التي يسمح بها Spotify في اليوم، ${INSTEAD} جرّب Spotify غدًا.`,
    forbidden: `لم يسمح Spotify بذلك، ${INSTEAD} قد يفيد ربط حسابك من جديد.`,
    unavailable: `لم يُجب Spotify، ${INSTEAD} جرّب Spotify لاحقًا.`,
    timeout: `تأخر Spotify كثيرًا، ${INSTEAD} جرّب Spotify لاحقًا.`,
    malformed: `لم يتفاهم Mood DJ وSpotify، ${INSTEAD}`,
    'too-few': `مقاطع Spotify لهذا المزاج قليلة جدًا، ${INSTEAD}`,
    interrupted: `تعذّر إكمال القائمة في Spotify، ${INSTEAD} إن بقيت هناك قائمة فارغة فيمكنك حذفها.`,
  },
  pendingNotice: 'ما زالت قائمتك تُصنع في Spotify. عُد بعد دقيقة.',
  moment: ({ daypart, weekend, weather, isDay }) => {
    const noun = DAYPARTS[daypart ?? (isDay === false ? 'night' : 'day')]
    const sky = weather === 'clear' && isDay ? 'مشمس' : weather && SKIES[weather]
    return [noun, sky, weekend ? 'في عطلة الأسبوع' : null].filter((word) => word !== null).join(' ')
  },
}

/** Beats a minute; figures below ten do not happen, and from eleven on the counted noun stands in the singular. */
function beats(tempo: number): string {
  return `${tempo} نبضة في الدقيقة`
}
