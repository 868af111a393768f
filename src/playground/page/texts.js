/** The page's own words. The bot has its own languages; this is only the frame around it. */
const languages = /** @type {const} */ (['ru', 'en', 'ka']);

/** Russian, English, Georgian; `{name}` is filled in. @type {Record<string, [string, string, string]>} */
const texts = {
  sitAs: ['Кем вы будете?', 'Who will you be?', 'ვინ იქნებით?'],
  sitAsHint: [
    'Сядьте на место любого человека и пишите боту от его имени. Поменяться можно в любой момент.',
    'Take anyone’s seat and write to the bot as them. You can change seats at any time.',
    'დაიკავეთ ნებისმიერი ადამიანის ადგილი და მისწერეთ ბოტს მისი სახელით. შეცვლა ნებისმიერ დროს შეგიძლიათ.',
  ],
  changeSeat: ['Пересесть', 'Change seats', 'ადგილის შეცვლა'],
  chats: ['Чаты', 'Chats', 'ჩატები'],
  back: ['К списку чатов', 'Back to the chats', 'ჩატების სიაში დაბრუნება'],
  bot: ['бот', 'bot', 'ბოტი'],
  group: ['группа филиала', 'branch group', 'ფილიალის ჯგუფი'],
  topics: ['Темы: {name}', 'Topics of {name}', 'თემები: {name}'],
  general: ['Общая', 'General', 'ზოგადი'],
  closed: ['закрыта', 'closed', 'დახურულია'],
  unread: ['непрочитанных: {count}', '{count} unread', 'წაუკითხავი: {count}'],
  noChat: ['Выберите чат', 'Choose a chat', 'აირჩიეთ ჩატი'],
  noMessages: ['Здесь пока пусто', 'Nothing here yet', 'აქ ჯერ ცარიელია'],
  start: ['Запустить', 'Start', 'დაწყება'],
  message: ['Сообщение', 'Message', 'შეტყობინება'],
  caption: ['Подпись к фото', 'Caption', 'ფოტოს წარწერა'],
  send: ['Отправить', 'Send', 'გაგზავნა'],
  attach: ['Прикрепить фото', 'Attach photos', 'ფოტოს მიმაგრება'],
  removePhoto: ['Убрать фото', 'Remove the photo', 'ფოტოს მოცილება'],
  tooManyPhotos: [
    'В альбоме не больше десяти фото',
    'An album holds ten photos at most',
    'ალბომში მაქსიმუმ ათი ფოტოა',
  ],
  onlyPhotos: ['Сюда можно только фото', 'Only photos can go here', 'აქ მხოლოდ ფოტოები შეიძლება'],
  dropHere: ['Отпустите, чтобы прикрепить', 'Drop to attach', 'გაუშვით მისამაგრებლად'],
  sample: ['Готовое фото машины', 'Sample car photo', 'მანქანის ნიმუში ფოტო'],
  sampleHint: [
    'Рисуется здесь же и сразу отправляется',
    'Drawn here and sent at once',
    'იხატება აქვე და მაშინვე იგზავნება',
  ],
  sampleCar: ['Снаружи: {angle}', 'Outside: {angle}', 'გარედან: {angle}'],
  sampleSeats: ['Салон: {row}', 'Seats: {row}', 'სალონი: {row}'],
  sampleScratch: ['Царапина', 'Scratch', 'ნაკაწრი'],
  samplePlate: ['Номерной знак', 'Licence plate', 'სანომრე ნიშანი'],
  sampleDashboard: ['Приборная панель', 'Dashboard', 'მართვის პანელი'],
  sampleMileage: ['Пробег, км', 'Mileage, km', 'გარბენი, კმ'],
  sampleAlbum: ['Альбом из четырёх', 'Album of four', 'ალბომი ოთხი ფოტოთი'],
  sampleAgain: ['То же фото ещё раз', 'The same photo again', 'იგივე ფოტო ხელახლა'],
  reply: ['Ответить', 'Reply', 'პასუხი'],
  replyTo: ['Ответ: {name}', 'Reply to {name}', 'პასუხი: {name}'],
  edit: ['Изменить', 'Edit', 'შეცვლა'],
  editing: ['Изменение сообщения', 'Editing', 'შეტყობინების შეცვლა'],
  edited: ['изм.', 'edited', 'შეცვლ.'],
  cancel: ['Отмена', 'Cancel', 'გაუქმება'],
  close: ['Закрыть', 'Close', 'დახურვა'],
  ok: ['Понятно', 'OK', 'გასაგებია'],
  yes: ['Да', 'Yes', 'დიახ'],
  more: ['Действия с чатом', 'Chat actions', 'მოქმედებები ჩატზე'],
  closeTopic: ['Закрыть тему', 'Close the topic', 'თემის დახურვა'],
  reopenTopic: ['Открыть тему снова', 'Reopen the topic', 'თემის ხელახლა გახსნა'],
  deleteTopic: ['Удалить тему', 'Delete the topic', 'თემის წაშლა'],
  deleteTopicSure: [
    'Удалить тему «{name}» со всеми сообщениями?',
    'Delete the topic “{name}” with all its messages?',
    'წაიშალოს თემა „{name}“ ყველა შეტყობინებით?',
  ],
  blockBot: ['Заблокировать бота', 'Block the bot', 'ბოტის დაბლოკვა'],
  unblockBot: ['Разблокировать бота', 'Unblock the bot', 'ბოტის განბლოკვა'],
  blocked: ['Бот заблокирован', 'The bot is blocked', 'ბოტი დაბლოკილია'],
  unblocked: ['Бот разблокирован', 'The bot is unblocked', 'ბოტი განბლოკილია'],
  topicClosed: ['Тема закрыта', 'The topic is closed', 'თემა დახურულია'],
  newMessages: ['Вниз, к новым сообщениям', 'Down to the new messages', 'ქვემოთ, ახალ შეტყობინებებთან'],
  noAnswer: ['Бот не ответил на нажатие', 'The bot did not answer the press', 'ბოტმა დაჭერას არ უპასუხა'],
  copied: ['Скопировано', 'Copied', 'დაკოპირდა'],
  notHere: [
    'Такая кнопка здесь не работает',
    'This kind of button does not work here',
    'ასეთი ღილაკი აქ არ მუშაობს',
  ],
  tgLink: [
    'Это ссылка в приложение Telegram',
    'This link opens the Telegram app',
    'ეს ბმული Telegram-ის აპლიკაციას ხსნის',
  ],
  notAMember: ['Вас нет в этой группе', 'You are not in that group', 'თქვენ ამ ჯგუფში არ ხართ'],
  failed: ['Не получилось: {reason}', 'That failed: {reason}', 'ვერ მოხერხდა: {reason}'],
  offline: [
    'Связь потеряна, переподключаемся…',
    'Connection lost, reconnecting…',
    'კავშირი დაიკარგა, ვცდილობთ აღდგენას…',
  ],
  photo: ['Фото', 'Photo', 'ფოტო'],
  album: ['Альбом', 'Album', 'ალბომი'],
  file: ['Файл', 'File', 'ფაილი'],
  enlarge: ['Увеличить фото', 'Enlarge the photo', 'ფოტოს გადიდება'],
  unsupported: ['Сообщение: {kind}', 'Message: {kind}', 'შეტყობინება: {kind}'],
  commands: ['Команды', 'Commands', 'ბრძანებები'],
  today: ['Сегодня', 'Today', 'დღეს'],
  yesterday: ['Вчера', 'Yesterday', 'გუშინ'],
  topicCreated: ['Создана тема «{name}»', 'Topic “{name}” created', 'შეიქმნა თემა „{name}“'],
  topicRenamed: [
    'Тема переименована: «{name}»',
    'Topic renamed: “{name}”',
    'თემას შეეცვალა სახელი: „{name}“',
  ],
  topicWasClosed: ['Тема закрыта', 'Topic closed', 'თემა დაიხურა'],
  topicReopened: ['Тема снова открыта', 'Topic reopened', 'თემა ხელახლა გაიხსნა'],
  joined: ['{name} теперь в группе', '{name} joined', '{name} შემოუერთდა ჯგუფს'],
  left: ['{name} больше не в группе', '{name} left', '{name} გავიდა ჯგუფიდან'],
  pinned: ['{name}: сообщение закреплено', '{name} pinned a message', '{name}: შეტყობინება მიმაგრდა'],
  happenings: ['Что происходит', 'Things that happen', 'რა ხდება'],
  happeningsHint: [
    'Вебхуки RentProg, какими он их шлёт. Продукт ответит здесь, а последствия придут в чаты.',
    'RentProg’s webhooks, as it sends them. The product answers here; what follows arrives in the chats.',
    'RentProg-ის ვებჰუკები, როგორც ის აგზავნის. პასუხი აქ გამოჩნდება, შედეგი — ჩატებში.',
  ],
  outside: ['Внешние системы', 'Outside systems', 'გარე სისტემები'],
  clientTab: ['Клиент', 'Client', 'კლიენტი'],
  clientHint: [
    'Вы клиент и пишете компании в мессенджер. Umnico передаст сообщение, ответ придёт сюда.',
    'You are a client writing to the company in a messenger. Umnico passes it on; the answer comes here.',
    'თქვენ კლიენტი ხართ და კომპანიას მესენჯერში წერთ. Umnico შეტყობინებას გადასცემს, პასუხი აქ მოვა.',
  ],
  clients: ['Клиенты', 'Clients', 'კლიენტები'],
  clientEmpty: [
    'Клиент ещё ничего не писал',
    'The client has not written yet',
    'კლიენტს ჯერ არაფერი მოუწერია',
  ],
  clientPhrases: ['Готовые фразы', 'Ready phrases', 'მზა ფრაზები'],
  clientMessage: ['Написать компании', 'Write to the company', 'მისწერეთ კომპანიას'],
  webhook_waiting: ['Вебхук ещё не принят', 'The webhook is not taken yet', 'ვებჰუკი ჯერ არ არის მიღებული'],
  webhook_told: ['Вебхук принят', 'The webhook was taken', 'ვებჰუკი მიღებულია'],
  webhook_gave_up: ['Вебхук не принят', 'The webhook was not taken', 'ვებჰუკი არ იქნა მიღებული'],
  yougileHint: [
    'Доска YouGile. Её задачи приходят в темы филиалов, отметки о выполнении ходят в обе стороны.',
    'YouGile’s board. Its tasks arrive in the branches’ topics; ticks go both ways.',
    'YouGile-ის დაფა. მისი დავალებები ფილიალების თემებში მოდის, მონიშვნები კი ორივე მხარეს მიდის.',
  ],
  newTask: ['Новая задача', 'New task', 'ახალი დავალება'],
  addTask: ['Добавить', 'Add', 'დამატება'],
  column: ['Колонка', 'Column', 'სვეტი'],
  noTasks: ['Задач пока нет', 'No tasks yet', 'დავალებები ჯერ არ არის'],
  form: ['Вид payload', 'Payload form', 'payload-ის სახე'],
  formRecorded: ['как в записи', 'as recorded', 'როგორც ჩანაწერშია'],
  branch: ['Филиал', 'Branch', 'ფილიალი'],
  branchOwn: ['свой', 'its own', 'საკუთარი'],
  request: ['Запрос', 'Request', 'მოთხოვნა'],
  answer: ['Ответ', 'Answer', 'პასუხი'],
  duplicate: ['повтор', 'duplicate', 'განმეორება'],
  quarantined: ['в карантине', 'quarantined', 'კარანტინში'],
  language: ['Язык страницы', 'Language of the page', 'გვერდის ენა'],
};

/** Angles in the order in which a checklist asks for them. @type {[string, string, string][]} */
const angles = [
  ['спереди', 'front', 'წინიდან'],
  ['спереди справа', 'front right', 'წინ, მარჯვნივ'],
  ['справа', 'right', 'მარჯვნიდან'],
  ['сзади справа', 'rear right', 'უკან, მარჯვნივ'],
  ['сзади', 'rear', 'უკნიდან'],
  ['сзади слева', 'rear left', 'უკან, მარცხნივ'],
  ['слева', 'left', 'მარცხნიდან'],
  ['спереди слева', 'front left', 'წინ, მარცხნივ'],
];

/** @type {[string, string, string][]} */
const rows = [
  ['спереди', 'front', 'წინა'],
  ['сзади', 'rear', 'უკანა'],
];

/** Posts as the company's titles name them. @type {Record<string, [string, string, string]>} */
const posts = {
  Администратор: ['Администратор', 'Administrator', 'ადმინისტრატორი'],
  Руководитель: ['Руководитель', 'Head', 'ხელმძღვანელი'],
  Менеджер: ['Менеджеры', 'Managers', 'მენეჯერები'],
  Сотрудник: ['Сотрудники', 'Employees', 'თანამშრომლები'],
  Механик: ['Механик', 'Mechanic', 'მექანიკოსი'],
  Посторонний: ['Посторонний', 'A stranger', 'უცხო'],
};

/** Title and description of the webhooks; one without an entry keeps the server's words. */
/** @type {Record<string, [string, string, string][]>} */
const events = {
  booking_created: [
    ['Новая бронь', 'Booking created', 'ახალი ჯავშანი'],
    [
      'Бронь 506539 на RAV4, выдача через полтора часа',
      'Booking 506539 of the RAV4, handover in an hour and a half',
      'ჯავშანი 506539, RAV4, გაცემა საათნახევარში',
    ],
  ],
  booking_updated: [
    ['Бронь перенесли', 'Booking moved', 'ჯავშანი გადაიდო'],
    [
      '506539 на полчаса позже, назначен ответственный',
      '506539 half an hour later, with a responsible employee',
      '506539 ნახევარი საათით გვიან, დაინიშნა პასუხისმგებელი',
    ],
  ],
  booking_described: [
    ['Изменили описание', 'Description changed', 'აღწერა შეიცვალა'],
    [
      'Кавычки, => и перенос строки в описании 506539',
      'Quotes, => and a line break in 506539',
      'ბრჭყალები, => და ახალი ხაზი 506539-ის აღწერაში',
    ],
  ],
  booking_issued: [
    ['Машину выдали', 'Car handed over', 'მანქანა გაიცა'],
    [
      '506539 стала активной в RentProg',
      '506539 became active in RentProg',
      '506539 აქტიური გახდა RentProg-ში',
    ],
  ],
  booking_returned: [
    ['Машину вернули', 'Car returned', 'მანქანა დაბრუნდა'],
    ['505165 на Camry завершена', '505165 of the Camry is finished', '505165, Camry, დასრულდა'],
  ],
  car_updated: [
    ['Машину обновили', 'Car updated', 'მანქანა განახლდა'],
    ['Пробег и чистота RAV4', 'Mileage and cleanliness of the RAV4', 'RAV4-ის გარბენი და სისუფთავე'],
  ],
  car_moved: [
    ['Машина сменила филиал', 'Car changed branch', 'მანქანამ ფილიალი შეიცვალა'],
    [
      'Elantra уезжает в сервис, в следующий раз обратно',
      'The Elantra goes to service, next time back',
      'Elantra სერვისში მიდის, შემდეგ ჯერზე — უკან',
    ],
  ],
  client_updated: [
    ['Клиента обновили', 'Client updated', 'კლიენტი განახლდა'],
    [
      'Телефон и категория клиента 381001',
      'Phone and category of client 381001',
      'კლიენტის 381001 ტელეფონი და კატეგორია',
    ],
  ],
  broken: [
    ['Нечитаемый payload', 'Unreadable payload', 'წაუკითხავი payload'],
    [
      'Ruby-строка обрывается: карантин',
      'A Ruby string breaks off: quarantine',
      'Ruby-სტრიქონი წყდება: კარანტინი',
    ],
  ],
  duplicate: [
    ['Последний ещё раз', 'The last one again', 'ბოლო ხელახლა'],
    ['Тот же запрос до буквы', 'The same request to the letter', 'ზუსტად იგივე მოთხოვნა'],
  ],
};

/** @returns {'ru' | 'en' | 'ka'} */
function preferred() {
  const wishes = [localStorage.getItem('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (
    languages.find(
      (language) => language === wishes.find((wish) => languages.includes(/** @type {any} */ (wish))),
    ) ?? 'en'
  );
}

let current = preferred();

export const language = () => current;

/** Remembers the choice; whoever shows words listens to `languagechange` on the document. @param {string} choice */
export function setLanguage(choice) {
  current = languages.find((language) => language === choice) ?? current;
  localStorage.setItem('language', current);
  document.dispatchEvent(new Event('languagechange'));
}

/** @param {[string, string, string] | undefined} row @param {string} [otherwise] */
function pick(row, otherwise = '') {
  return row?.[languages.indexOf(current)] ?? otherwise;
}

/**
 * @param {string} key @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function text(key, values = {}) {
  return pick(texts[key], key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** @param {number} index any count, wraps around */
export const angleName = (index) => pick(angles[index % angles.length]);

/** @param {number} index @returns {string} */
export const rowName = (index) => pick(rows[index % rows.length]);

/** The name of a language in the page's own. @param {string} code */
export const languageName = (code) => new Intl.DisplayNames([current], { type: 'language' }).of(code) ?? code;

/** @param {string} post */
export const postName = (post) => pick(posts[post], post);

/** @param {{ name: string, title: string, description: string }} event */
export const eventWords = ({ name, title, description }) => ({
  title: pick(events[name]?.[0], title),
  description: pick(events[name]?.[1], description),
});
