# პირადი ჩატი ბოტთან
stranger = გამარჯობა! ეს თანამშრომლების ბოტია. შესასვლელად მოსაწვევი ბმული ადმინისტრატორს სთხოვეთ.
refused = ამის უფლება არ გაქვთ. თუ ეს შეცდომაა, მიმართეთ ადმინისტრატორს.
answer-in-private = პირად ჩატში გიპასუხეთ
open-private-first = ჯერ გახსენით ჩემთან პირადი ჩატი და დააჭირეთ „Start“-ს — იქ გიპასუხებთ.
stale-button = ეს ღილაკი მოძველდა. განახლებული მენიუ: /menu
unknown-command = ასეთი ბრძანება არ არსებობს. გახსენით /menu ან /help.
message-unclear = ვერ გავიგე. გახსენით /menu და აირჩიეთ მოქმედება.

invitation-unknown = მოსაწვევი ბმული არ მუშაობს. ახალი ადმინისტრატორს სთხოვეთ.
invitation-used = ეს ბმული უკვე გამოყენებულია. ახალი ადმინისტრატორს სთხოვეთ.
invitation-expired = მოწვევას ვადა გაუვიდა. ახალი ადმინისტრატორს სთხოვეთ.

welcome = მოგესალმებით, { $name }!
welcome-language = აირჩიეთ ენა:
welcome-language-hint = ენის შეცვლა მენიუდან შეგიძლიათ.
language-ru = Русский
language-en = English
language-ka = ქართული
language-chosen = ენა შენახულია

menu-title = { $name }, რა გავაკეთოთ?
menu-checklist = 📋 დაუმთავრებელი
menu-invite = ➕ თანამშრომლის მოწვევა
menu-language = 🌐 ენა
menu-outdated = მენიუ განახლდა, დააჭირეთ ხელახლა

command-menu = მთავარი მენიუ
command-cancel = დაწყებულის გაუქმება
command-help = დახმარება
cancel-nothing = გასაუქმებელი არაფერია. გახსენით /menu.
help-title = რა შეუძლია ბოტს
help-text = შეხსენებები თავისით მოვა. გაცემისა და დაბრუნებისას რიცხვები და ფოტოები პირდაპირ აქ გამოგზავნეთ, დანარჩენი ღილაკებით კეთდება.

invite-role = ვის ვიწვევთ?
invite-branch = რომელ ფილიალში?
invite-rentprog = თანამშრომლის ნომერი RentProg-ში (საჭიროა პასუხისმგებლის შეხსენებებისთვის):
invite-number-expected = გამოგზავნეთ ნომერი ციფრებით ან დააჭირეთ ღილაკს „გამოტოვება“.
invite-ready = მოწვევა მზადაა: { $role }, { $branch }
invite-until = ბმული ერთი ადამიანისთვისაა, მოქმედებს { $until }-მდე
branch-all = ყველა ფილიალი
role-staff = თანამშრომელი
role-manager = ფილიალის მენეჯერი
role-head = ოპერაციების ხელმძღვანელი
role-admin = ადმინისტრატორი
