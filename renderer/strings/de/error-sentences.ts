import type { SentencePair } from '../from-elsewhere.ts';

/** By the part that says them; tests/unit/renderer/strings/from-elsewhere.test.ts finds those that are missing. */
export const ERROR_SENTENCES: readonly SentencePair[] = [
  // bridge/gemini/errors.ts
  [
    'Gemini does not accept this API key. Check it in Settings.',
    'Gemini nimmt diesen API-Schlüssel nicht an. Prüfen Sie ihn in den Einstellungen.',
  ],
  [
    'There are no valid Google credentials for Vertex AI. Sign in with `gcloud auth application-default login`, or use an API key.',
    'Für Vertex AI gibt es keine gültige Google-Anmeldung. Melden Sie sich mit `gcloud auth application-default login` an, oder verwenden Sie einen API-Schlüssel.',
  ],
  [
    'Gemini does not accept these credentials. Check them in Settings.',
    'Gemini nimmt diese Anmeldedaten nicht an. Prüfen Sie sie in den Einstellungen.',
  ],
  ['Gemini refuses access with these credentials: {}', 'Gemini verweigert den Zugriff mit diesen Anmeldedaten: {1}'],
  [
    'Gemini does not know this model, or it is not available to you. Choose another one.',
    'Gemini kennt dieses Modell nicht, oder es steht Ihnen nicht zur Verfügung. Wählen Sie ein anderes.',
  ],
  ['Gemini is not available in your country or region.', 'Gemini ist in Ihrem Land oder Ihrer Region nicht verfügbar.'],
  ['Gemini rejected the request: {}', 'Gemini hat die Anfrage abgelehnt: {1}'],
  ['Gemini took too long to answer. Try again.', 'Gemini hat zu lange für die Antwort gebraucht. Versuchen Sie es noch einmal.'],
  [
    'Gemini is overloaded or failing at the moment ({}). Try again.',
    'Gemini ist gerade überlastet oder gestört ({1}). Versuchen Sie es noch einmal.',
  ],
  ['Gemini answered with an unexpected status ({}): {}', 'Gemini hat mit einem unerwarteten Status geantwortet ({1}): {2}'],
  [
    'Google no longer lets individuals sign in to Gemini this way. Get an API key at aistudio.google.com/apikey and put it in Settings.',
    'Google lässt diese Anmeldung für Einzelpersonen nicht mehr zu. Holen Sie sich unter aistudio.google.com/apikey einen API-Schlüssel, und tragen Sie ihn in den Einstellungen ein.',
  ],
  [
    'This conversation no longer fits into what the model can read at once. Make room, or start a new one.',
    'Diese Unterhaltung ist länger, als das Modell auf einmal lesen kann. Schaffen Sie Platz, oder beginnen Sie eine neue.',
  ],
  [
    'Gemini declined to answer for safety reasons. {}',
    'Gemini hat aus Sicherheitsgründen nicht geantwortet. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'Gemini declined to answer because the answer would quote protected material. {}',
    'Gemini hat nicht geantwortet, weil die Antwort geschütztes Material zitieren würde. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'Gemini declined to answer because the content is prohibited. {}',
    'Gemini hat nicht geantwortet, weil der Inhalt unzulässig ist. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'Gemini declined to answer because of a blocked word. {}',
    'Gemini hat wegen eines gesperrten Worts nicht geantwortet. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'Gemini declined to answer because of sensitive personal data. {}',
    'Gemini hat wegen persönlicher Daten nicht geantwortet. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'Gemini declined to answer because it does not speak this language. {}',
    'Gemini hat nicht geantwortet, weil es diese Sprache nicht spricht. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'Gemini declined to answer {}. Word it differently, or try another model.',
    'Gemini hat nicht geantwortet und nennt keinen Grund dafür. Formulieren Sie es anders, oder versuchen Sie ein anderes Modell.',
  ],
  [
    'The connection to Gemini ended before the answer was complete. Try again.',
    'Die Verbindung zu Gemini endete vor dem Ende der Antwort. Versuchen Sie es noch einmal.',
  ],
  [
    'Gemini used up its whole answer on thinking. Try again, or ask for less at once.',
    'Gemini hat die ganze Antwort mit Nachdenken verbraucht. Versuchen Sie es noch einmal, oder fragen Sie nach weniger auf einmal.',
  ],
  [
    'Gemini thought about it but gave no answer. Try again.',
    'Gemini hat nachgedacht, aber nicht geantwortet. Versuchen Sie es noch einmal.',
  ],
  ['Gemini gave an empty answer. Try again.', 'Gemini hat eine leere Antwort gegeben. Versuchen Sie es noch einmal.'],
  [
    'Gemini tried to use a tool in a way that makes no sense. Try again.',
    'Gemini wollte ein Werkzeug auf eine Weise verwenden, die keinen Sinn ergibt. Versuchen Sie es noch einmal.',
  ],
  [
    'Gemini tried to use a tool where it has none. Try again.',
    'Gemini wollte ein Werkzeug verwenden, wo es keines hat. Versuchen Sie es noch einmal.',
  ],
  [
    'Your Gemini plan has no quota for this model. Choose another model, or turn on billing for this key.',
    'Ihr Gemini-Tarif hat kein Kontingent für dieses Modell. Wählen Sie ein anderes, oder schalten Sie die Abrechnung für diesen Schlüssel ein.',
  ],
  [
    'Your daily Gemini quota for this model is used up. Choose another model, or wait until it is renewed.',
    'Ihr Tageskontingent für dieses Modell ist aufgebraucht. Wählen Sie ein anderes, oder warten Sie, bis es erneuert wird.',
  ],
  [
    'Gemini gets more requests than your quota allows. Wait a moment, then try again.',
    'Gemini bekommt mehr Anfragen, als Ihr Kontingent erlaubt. Warten Sie einen Moment, und versuchen Sie es dann noch einmal.',
  ],
  [
    'Gemini gets more requests than your quota allows. Try again in 1 second.',
    'Gemini bekommt mehr Anfragen, als Ihr Kontingent erlaubt. In einer Sekunde geht es wieder.',
  ],
  [
    'Gemini gets more requests than your quota allows. Try again in {} seconds.',
    'Gemini bekommt mehr Anfragen, als Ihr Kontingent erlaubt. In {1} Sekunden geht es wieder.',
  ],
  [
    'Gemini gets more requests than your quota allows. Try again in {} minutes.',
    'Gemini bekommt mehr Anfragen, als Ihr Kontingent erlaubt. In {1} Minuten geht es wieder.',
  ],
  [
    'Gemini gets more requests than your quota allows. {}',
    'Gemini bekommt mehr Anfragen, als Ihr Kontingent erlaubt. Warten Sie einen Moment.',
  ],
  [
    'Gemini’s answer arrived damaged: the connection broke, or a proxy changed it. Try again.',
    'Geminis Antwort kam beschädigt an: Die Verbindung brach ab, oder ein Proxy hat sie verändert. Versuchen Sie es noch einmal.',
  ],
  ['Something went wrong while talking to Gemini: {}', 'Beim Gespräch mit Gemini ging etwas schief: {1}'],
  [
    'Gemini cannot be reached, or the connection broke. Check the network, then try again.',
    'Gemini ist nicht erreichbar, oder die Verbindung brach ab. Prüfen Sie das Netz, und versuchen Sie es dann noch einmal.',
  ],
  [
    'The server’s certificate is not trusted. If your network inspects traffic, its certificate must be known to this computer.',
    'Dem Zertifikat des Servers wird nicht vertraut. Wenn Ihr Netz den Verkehr prüft, muss dieser Computer dessen Zertifikat kennen.',
  ],
  [
    'Gemini’s address could not be found. Check the network (and the base URL in Settings), then try again.',
    'Geminis Adresse wurde nicht gefunden. Prüfen Sie das Netz (und die Basis-URL in den Einstellungen), und versuchen Sie es dann noch einmal.',
  ],
  [
    'Gemini’s address could not be found. Check the network, then try again.',
    'Geminis Adresse wurde nicht gefunden. Prüfen Sie das Netz, und versuchen Sie es dann noch einmal.',
  ],
  [
    'The server refused the connection. Check the base URL in Settings and the proxy, then try again.',
    'Der Server hat die Verbindung abgelehnt. Prüfen Sie die Basis-URL in den Einstellungen und den Proxy, und versuchen Sie es dann noch einmal.',
  ],
  [
    'Gemini could not be reached in time. Check the network, then try again.',
    'Gemini war nicht rechtzeitig erreichbar. Prüfen Sie das Netz, und versuchen Sie es dann noch einmal.',
  ],
  // The rest of bridge/gemini
  [
    'There is no Gemini API key yet. Add one in Settings.',
    'Es gibt noch keinen Gemini-API-Schlüssel. Fügen Sie ihn in den Einstellungen hinzu.',
  ],
  ['The project folder does not exist any more: {}', 'Den Projektordner gibt es nicht mehr: {1}'],
  ['There is too little in this conversation yet to summarize.', 'In dieser Unterhaltung gibt es noch zu wenig zum Zusammenfassen.'],
  [
    'A summary would have taken more room than it saves, so nothing was changed.',
    'Eine Zusammenfassung hätte mehr Platz gebraucht, als sie spart. Es wurde nichts geändert.',
  ],
  [
    'Gemini gave no summary, so nothing was changed. Try again.',
    'Gemini hat keine Zusammenfassung geliefert. Es wurde nichts geändert. Versuchen Sie es noch einmal.',
  ],
  ['There is no MCP server {} here.', 'Einen MCP-Server {1} gibt es hier nicht.'],
  ['The message is empty.', 'Die Nachricht ist leer.'],
  ['This call does not wait for an approval any more.', 'Dieser Aufruf wartet nicht mehr auf eine Freigabe.'],
  ['This call runs no command.', 'Dieser Aufruf führt keinen Befehl aus.'],
  ['The changed command can’t be run like this.', 'Der geänderte Befehl lässt sich so nicht ausführen.'],
  ['The turn is ending and takes nothing in any more.', 'Der Durchgang endet gerade und nimmt nichts mehr auf.'],
  // electron/chat
  ['This conversation no longer exists.', 'Diese Unterhaltung gibt es nicht mehr.'],
  [
    'Remove the conversation’s worktree first, then choose another folder.',
    'Entfernen Sie zuerst den Worktree der Unterhaltung, und wählen Sie dann einen anderen Ordner.',
  ],
  ['This message no longer waits: it was sent or removed.', 'Diese Nachricht wartet nicht mehr: Sie wurde gesendet oder entfernt.'],
  ['This message was already given to the running turn.', 'Diese Nachricht hat der laufende Durchgang schon bekommen.'],
  ['What you changed can be allowed once, not for always.', 'Was Sie geändert haben, lässt sich einmal erlauben, nicht für immer.'],
  ['This can’t be changed before it is allowed.', 'Das lässt sich vor dem Erlauben nicht ändern.'],
  ['The command is empty. Deny it instead.', 'Der Befehl ist leer. Lehnen Sie ihn stattdessen ab.'],
  ['A command can’t contain a null character.', 'Ein Befehl darf kein Nullzeichen enthalten.'],
  ['Stopped.', 'Angehalten.'],
  ['No turn runs that could take this in.', 'Es läuft kein Durchgang, der das aufnehmen könnte.'],
  ['Stop the turn first, then restart the agent.', 'Halten Sie zuerst den Durchgang an, und starten Sie dann den Agenten neu.'],
  ['The agent is still answering.', 'Der Agent antwortet noch.'],
  [
    'The agent is still answering. Stop it first, or wait until it is done.',
    'Der Agent antwortet noch. Halten Sie ihn an, oder warten Sie, bis er fertig ist.',
  ],
  ['The agent that asked is no longer running.', 'Der Agent, der gefragt hat, läuft nicht mehr.'],
  ['This conversation has no project folder.', 'Diese Unterhaltung hat keinen Projektordner.'],
  [
    'This question needs no answer any more: it was answered, or its turn has ended.',
    'Diese Frage braucht keine Antwort mehr: Sie wurde beantwortet, oder ihr Durchgang ist zu Ende.',
  ],
  ['The app is quitting.', 'Die App wird beendet.'],
  [
    'Agents are paused, so none was started. Resume them, then try again.',
    'Die Agenten pausieren, daher wurde keiner gestartet. Setzen Sie sie fort, und versuchen Sie es dann noch einmal.',
  ],
  [
    'The message is {} MB and can have {} MB. {} takes the most of it.',
    'Die Nachricht hat {1} MB und darf {2} MB haben. Das meiste davon: {3}.',
  ],
  ['This message is no longer part of the conversation.', 'Diese Nachricht gehört nicht mehr zur Unterhaltung.'],
  ['This tool call is no longer part of the conversation.', 'Dieser Werkzeugaufruf gehört nicht mehr zur Unterhaltung.'],
  ['Only an answer to a prompt can be tried again.', 'Nur eine Antwort auf eine Nachricht lässt sich noch einmal versuchen.'],
  ['There is nothing in this conversation yet to summarize.', 'In dieser Unterhaltung gibt es noch nichts zum Zusammenfassen.'],
  // electron/approvals and electron/ipc
  ['This can only be allowed once.', 'Das lässt sich nur einmal erlauben.'],
  ['Choose the file again: nothing was looked at yet.', 'Wählen Sie die Datei noch einmal: Es wurde noch nichts angesehen.'],
  ['Your conversations are not open yet.', 'Ihre Unterhaltungen sind noch nicht geöffnet.'],
  ['A page that is not part of the app asked for {}.', 'Eine Seite, die nicht zur App gehört, hat {1} verlangt.'],
  [
    'This conversation has no project folder. Choose one to see its code map.',
    'Diese Unterhaltung hat keinen Projektordner. Wählen Sie einen, um seine Codekarte zu sehen.',
  ],
  ['There is no key to test yet. Enter one first.', 'Es gibt noch keinen Schlüssel zum Prüfen. Geben Sie zuerst einen ein.'],
  ["{} got a payload it can't use: {}.", '{1} hat etwas bekommen, womit es nichts anfangen kann: {2}.'],
  ['Your conversations are open; there is nothing to recover.', 'Ihre Unterhaltungen sind geöffnet; es gibt nichts wiederherzustellen.'],
  ['The folder could not be opened. It is {}.', 'Der Ordner ließ sich nicht öffnen. Es ist {1}.'],
  // electron/changes
  ['The disk is full. Make some room and try again.', 'Die Platte ist voll. Schaffen Sie Platz, und versuchen Sie es noch einmal.'],
  [
    'The app may not read or write this file. Check its permissions and those of its folder.',
    'Die App darf diese Datei nicht lesen oder schreiben. Prüfen Sie ihre Rechte und die ihres Ordners.',
  ],
  ['The file can’t be reached.', 'Die Datei ist nicht erreichbar.'],
  ['This was put back already.', 'Das wurde schon zurückgelegt.'],
  ['Its folder now leads out of the project.', 'Ihr Ordner führt jetzt aus dem Projekt hinaus.'],
  ['A folder is in its place.', 'An ihrer Stelle ist ein Ordner.'],
  ['Its content from before is not there any more.', 'Ihr Inhalt von vorher ist nicht mehr da.'],
  ['Its content from before was not kept.', 'Ihr Inhalt von vorher wurde nicht aufbewahrt.'],
  [
    'Not run, because the file as it is could not be saved: {}',
    'Nicht ausgeführt, weil die Datei in ihrem jetzigen Stand nicht gesichert werden konnte: {1}',
  ],
  [
    'Not run, because the files as they are could not be saved: {}',
    'Nicht ausgeführt, weil die Dateien in ihrem jetzigen Stand nicht gesichert werden konnten: {1}',
  ],
  [
    'The agent is at work in these files. Stop it, or wait until it is done.',
    'Der Agent arbeitet gerade an diesen Dateien. Halten Sie ihn an, oder warten Sie, bis er fertig ist.',
  ],
  ['This change is not there any more.', 'Diese Änderung gibt es nicht mehr.'],
  // electron/store
  ['The folder of your conversations is not there.', 'Der Ordner Ihrer Unterhaltungen ist nicht da.'],
  [
    'The file where conversations belong holds another program’s database. Nothing was changed in it.',
    'In der Datei für die Unterhaltungen liegt die Datenbank eines anderen Programms. Daran wurde nichts geändert.',
  ],
  ['The conversation of this question no longer exists.', 'Die Unterhaltung dieser Frage gibt es nicht mehr.'],
  [
    'The database of your conversations is damaged. Nothing was changed in it.',
    'Die Datenbank Ihrer Unterhaltungen ist beschädigt. Daran wurde nichts geändert.',
  ],
  [
    'The database of your conversations can be read but not written. Check the permissions of its folder.',
    'Die Datenbank Ihrer Unterhaltungen lässt sich lesen, aber nicht schreiben. Prüfen Sie die Rechte ihres Ordners.',
  ],
  [
    'Another program is using the database of your conversations. Close it and try again.',
    'Ein anderes Programm verwendet die Datenbank Ihrer Unterhaltungen. Schließen Sie es, und versuchen Sie es noch einmal.',
  ],
  [
    'The disk is full, so nothing more can be saved. Make some room and try again.',
    'Die Platte ist voll, es kann nichts mehr gespeichert werden. Schaffen Sie Platz, und versuchen Sie es noch einmal.',
  ],
  [
    'The database of your conversations can’t be reached. Check that its disk and folder are there.',
    'Die Datenbank Ihrer Unterhaltungen ist nicht erreichbar. Prüfen Sie, ob ihre Platte und ihr Ordner da sind.',
  ],
  ['This rule is not there any more.', 'Diese Regel gibt es nicht mehr.'],
  [
    'Your conversations were saved by a newer version of Agent Manager. Install that version or a later one to open them.',
    'Ihre Unterhaltungen wurden von einer neueren Version von Agent Manager gespeichert. Installieren Sie diese oder eine spätere, um sie zu öffnen.',
  ],
  // electron/projects
  [
    'The repository of this worktree is not there, so nobody can say what is only in it.',
    'Das Repository dieses Worktrees ist nicht da; niemand kann sagen, was nur darin liegt.',
  ],
  ['This conversation has no worktree of its own.', 'Diese Unterhaltung hat keinen eigenen Worktree.'],
  ['This worktree is no longer kept.', 'Dieser Worktree wird nicht mehr aufbewahrt.'],
  [
    'The worktree has changed since you looked. Look again before it is removed.',
    'Der Worktree hat sich seit Ihrem Blick geändert. Sehen Sie noch einmal nach, bevor er entfernt wird.',
  ],
  [
    'The agent is at work. Stop it, or wait until it is done.',
    'Der Agent arbeitet gerade. Halten Sie ihn an, oder warten Sie, bis er fertig ist.',
  ],
  ['This conversation has a worktree already.', 'Diese Unterhaltung hat schon einen Worktree.'],
  ['Choose a project folder first.', 'Wählen Sie zuerst einen Projektordner.'],
  ['The folder of this worktree is not there any more.', 'Den Ordner dieses Worktrees gibt es nicht mehr.'],
  [
    'The project folder is not there any more. Choose where it is now.',
    'Den Projektordner gibt es nicht mehr. Wählen Sie, wo er jetzt liegt.',
  ],
  ['This project is not in git, so it can have no worktree.', 'Dieses Projekt liegt nicht in git und kann daher keinen Worktree haben.'],
  ['This repository has no commit yet. Make one first.', 'Dieses Repository hat noch keinen Commit. Machen Sie zuerst einen.'],
  ['“{}” can’t be the name of a branch.', '„{1}“ kann kein Branch heißen.'],
  [
    'There is a branch named “{}” already. Choose another name.',
    'Einen Branch namens „{1}“ gibt es schon. Wählen Sie einen anderen Namen.',
  ],
  ['This folder is not there.', 'Diesen Ordner gibt es nicht.'],
  [
    'The whole disk can’t be added. Choose a folder on it.',
    'Die ganze Platte lässt sich nicht hinzufügen. Wählen Sie einen Ordner darauf.',
  ],
  // platform
  ['There was no sign of progress for {} s.', 'Seit {1} s war kein Fortschritt zu sehen.'],
  ['The {} process is not running ({}).', 'Der Prozess „{1}“ läuft nicht ({2}).'],
  ['The {} process is not running.', 'Der Prozess „{1}“ läuft nicht.'],
  ['The {} process was ended by {}.', 'Der Prozess „{1}“ wurde von {2} beendet.'],
  ['The {} process ended with exit code {}.', 'Der Prozess „{1}“ endete mit Exitcode {2}.'],
  ['The {} process was not ready within {} s.', 'Der Prozess „{1}“ war nach {2} s nicht bereit.'],
  ['The {} process could not be started.', 'Der Prozess „{1}“ ließ sich nicht starten.'],
  ['The {} process closed its {}.', 'Der Prozess „{1}“ hat seine Verbindung {2} geschlossen.'],
  ['The folder {} does not exist.', 'Den Ordner {1} gibt es nicht.'],
  ['{} could not be started.', '{1} ließ sich nicht starten.'],
  ['The request was cancelled.', 'Die Anfrage wurde abgebrochen.'],
  ['The process no longer takes messages.', 'Der Prozess nimmt keine Nachrichten mehr an.'],
  ['The process is not taking messages at the moment.', 'Der Prozess nimmt gerade keine Nachrichten an.'],
  ['The code map was closed.', 'Die Codekarte wurde geschlossen.'],
  ['This message is too large to be sent.', 'Diese Nachricht ist zu groß zum Senden.'],
];
