<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AddDialog</name>
    <message>
        <source>Add {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>Name of the source</source>
        <translation>Name der Quelle</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Whom to name</source>
        <translation>Wer zu nennen ist</translation>
    </message>
    <message>
        <source>What the table itself says of a clip comes first.</source>
        <translation>Was die Tabelle selbst über eine Aufnahme sagt, geht vor.</translation>
    </message>
    <message>
        <source>The name of each file becomes its gloss: house.mp4 is HOUSE.</source>
        <translation>Der Name jeder Datei wird zu ihrer Glosse: haus.mp4 ist HAUS.</translation>
    </message>
    <message>
        <source>Would be read: clips {ready}, glosses {glosses} ({codes}). Left out: {out}.</source>
        <translation>Gelesen würden: Clips {ready}, Glossen {glosses} ({codes}). Ausgelassen: {out}.</translation>
    </message>
    <message>
        <source>Show what would be read</source>
        <translation>Zeigen, was gelesen würde</translation>
    </message>
    <message>
        <source>What would be read, and what not</source>
        <translation>Was gelesen würde und was nicht</translation>
    </message>
    <message>
        <source>As the table says</source>
        <translation>Wie es in der Tabelle steht</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>Both hands are seen. {ready}</source>
        <translation>Beide Hände sind zu sehen. {ready}</translation>
    </message>
    <message>
        <source>One hand is seen. {ready}</source>
        <translation>Eine Hand ist zu sehen. {ready}</translation>
    </message>
    <message>
        <source>No hand is in view. {ready}</source>
        <translation>Keine Hand ist im Bild. {ready}</translation>
    </message>
    <message>
        <source>Nobody is in view. Stand inside the outline.</source>
        <translation>Niemand ist im Bild. In den Umriss stellen.</translation>
    </message>
    <message>
        <source>You are very near. Move back until you fit the outline.</source>
        <translation>Sehr nah. Zurückgehen, bis der Umriss passt.</translation>
    </message>
    <message>
        <source>You are far away. Come closer until you fill the outline.</source>
        <translation>Weit weg. Näher kommen, bis der Umriss gefüllt ist.</translation>
    </message>
    <message>
        <source>Part of you is outside the picture. Move into the outline.</source>
        <translation>Ein Teil ist außerhalb des Bildes. In den Umriss gehen.</translation>
    </message>
    <message>
        <source>More than one person is in view. Stand alone.</source>
        <translation>Mehr als eine Person ist im Bild. Bitte allein stehen.</translation>
    </message>
    <message>
        <source>The picture is black. Open the camera&apos;s lid, or choose another camera.</source>
        <translation>Das Bild ist schwarz. Die Abdeckung der Kamera öffnen, oder eine andere Kamera wählen.</translation>
    </message>
    <message>
        <source>It is too dark. Turn on a light, in front of you.</source>
        <translation>Es ist zu dunkel. Vor Ihnen ein Licht einschalten.</translation>
    </message>
    <message>
        <source>The picture is upside down. Turn it.</source>
        <translation>Das Bild steht auf dem Kopf. Bitte drehen.</translation>
    </message>
    <message>
        <source>Only few pictures a second arrive, and movements are lost. More light helps; so does closing other programs.</source>
        <translation>Es kommen nur wenige Bilder je Sekunde an, Bewegungen gehen verloren. Mehr Licht hilft, und andere Programme zu schließen.</translation>
    </message>
</context>
<context>
    <name>AttemptTile</name>
    <message>
        <source>Attempt {number}</source>
        <extracomment>Where an attempt comes from.</extracomment>
        <translation>Versuch {number}</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} Sekunden</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
</context>
<context>
    <name>Attempts</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>What you sign or open stays here until you close signdict. It is not saved.</source>
        <extracomment>So many attempts are kept, and so many bytes of landmarks; the oldest makes room.</extracomment>
        <translation>Was Sie gebärden oder öffnen, bleibt hier, bis Sie signdict schließen. Gespeichert wird es nicht.</translation>
    </message>
    <message>
        <source>Ask about two as one (A)</source>
        <translation>Zwei als einen nachschlagen (A)</translation>
    </message>
    <message>
        <source>Watch closely (R)</source>
        <translation>Genau ansehen (R)</translation>
    </message>
    <message>
        <source>Save as .pose… (Ctrl+S)</source>
        <translation>Als .pose speichern … (Strg+S)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Löschen (Entf)</translation>
    </message>
    <message>
        <source>Choose two attempts with Space, then press A.</source>
        <translation>Wählen Sie zwei Versuche mit der Leertaste und drücken Sie A.</translation>
    </message>
    <message>
        <source>attempt {number}.pose</source>
        <translation>Versuch {number}.pose</translation>
    </message>
    <message>
        <source>Save the attempt</source>
        <translation>Den Versuch speichern</translation>
    </message>
    <message>
        <source>Poses (*.pose)</source>
        <translation>Posen (*.pose)</translation>
    </message>
    <message>
        <source>Attempt {number} made room: the last {most} are kept.</source>
        <translation>Versuch {number} hat Platz gemacht: Die letzten {most} bleiben.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal nachschlagen</translation>
    </message>
    <message>
        <source>Choose, or no longer</source>
        <translation>Wählen oder nicht mehr wählen</translation>
    </message>
</context>
<context>
    <name>Bands</name>
    <message>
        <source>Left hand</source>
        <extracomment>What fills a band: so many times as much as is noticed.</extracomment>
        <translation>Linke Hand</translation>
    </message>
    <message>
        <source>Right hand</source>
        <translation>Rechte Hand</translation>
    </message>
    <message>
        <source>Place in both signs, and how much each hand differs</source>
        <translation>Stelle in beiden Gebärden, und wie sehr sich jede Hand unterscheidet</translation>
    </message>
    <message>
        <source>The higher a band, the more that hand differs. Below the dots it hardly shows.</source>
        <translation>Je höher ein Band, desto mehr unterscheidet sich diese Hand. Unter den Punkten sieht man es kaum.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Something unexpected happened, and we are sorry.</source>
        <translation>Etwas Unerwartetes ist geschehen. Das tut uns leid.</translation>
    </message>
    <message>
        <source>Your dictionary is as it was. The report helps whoever mends it.</source>
        <translation>Das Wörterbuch ist, wie es war. Der Bericht hilft denen, die es beheben.</translation>
    </message>
    <message>
        <source>signdict ended unexpectedly last time, and we are sorry.</source>
        <translation>signdict hat sich beim letzten Mal unerwartet beendet. Das tut uns leid.</translation>
    </message>
    <message>
        <source>The report helps whoever mends it.</source>
        <translation>Der Bericht hilft denen, die es beheben.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>All signs move</source>
        <translation>Alle Gebärden bewegen sich</translation>
    </message>
    <message>
        <source>Only the sign pointed at or in focus moves</source>
        <translation>Nur die Gebärde unter dem Zeiger oder im Fokus bewegt sich</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
</context>
<context>
    <name>ClipStrip</name>
    <message>
        <source>Clips</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Clip {number}</source>
        <translation>Aufnahme {number}</translation>
    </message>
</context>
<context>
    <name>ColumnsButton</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Choose which columns are shown</source>
        <translation>Wählen, welche Spalten gezeigt werden</translation>
    </message>
    <message>
        <source>Show all columns</source>
        <translation>Alle Spalten zeigen</translation>
    </message>
    <message>
        <source>Put away: {columns}</source>
        <translation>Weggelegt: {columns}</translation>
    </message>
    <message>
        <source>All are shown</source>
        <translation>Alle werden gezeigt</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the sign (Esc)</source>
        <translation>Zurück zur Gebärde (Esc)</translation>
    </message>
    <message>
        <source>One moment back</source>
        <translation>Einen Moment zurück</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>One moment on</source>
        <translation>Einen Moment weiter</translation>
    </message>
    <message>
        <source>Again and again</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <source>Mirror both</source>
        <translation>Beide spiegeln</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>There is nothing of yours to compare yet.</source>
        <translation>Von Ihnen gibt es noch nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Show this sign on the page Sign, with the camera or a file. Then compare it from there or from here.</source>
        <translation>Diese Gebärde auf der Seite Zeigen mit der Kamera oder einer Datei zeigen. Dann von dort oder von hier aus vergleichen.</translation>
    </message>
    <message>
        <source>Your sign fits the mirror image: the dictionary&apos;s is shown mirrored.</source>
        <translation>Ihre Gebärde passt zum Spiegelbild: die des Wörterbuchs wird gespiegelt gezeigt.</translation>
    </message>
    <message>
        <source>{gloss} compared</source>
        <translation>{gloss} im Vergleich</translation>
    </message>
</context>
<context>
    <name>ConceptView</name>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>{speed} x</source>
        <translation>{speed} x</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the results (Esc)</source>
        <translation>Zurück zu den Ergebnissen (Esc)</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>{gloss}: signs {count}, languages {languages}</source>
        <translation>{gloss}: Gebärden {count}, Sprachen {languages}</translation>
    </message>
    <message>
        <source>{act}: {name}</source>
        <translation>{act}: {name}</translation>
    </message>
    <message>
        <source>Show large</source>
        <extracomment>So many stand in a row; more rows are scrolled to.</extracomment>
        <translation>Groß zeigen</translation>
    </message>
</context>
<context>
    <name>ConfidenceBar</name>
    <message>
        <source>close</source>
        <extracomment>From this confidence on, the word. Length of the bar and what lies between it and the word, in pixels.</extracomment>
        <translation>nah dran</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>perhaps</source>
        <translation>vielleicht</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>It matches in a mirror, as with the other hand.</source>
        <translation>Sie passt gespiegelt, wie mit der anderen Hand.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the results (Esc)</source>
        <translation>Zurück zu den Ergebnissen (Esc)</translation>
    </message>
    <message>
        <source>What looks like this?</source>
        <translation>Was sieht ähnlich aus?</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare with what you signed (C)</source>
        <translation>Mit dem vergleichen, was Sie gebärdet haben (C)</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop {name} to add it to your library</source>
        <translation>{name} hier ablegen, um es in Ihre Sammlung aufzunehmen</translation>
    </message>
    <message>
        <source>Drop {count} files to see what their signs mean</source>
        <translation>{count} Dateien hier ablegen, um zu sehen, was ihre Gebärden bedeuten</translation>
    </message>
    <message>
        <source>Drop {name} to see what its sign means</source>
        <translation>{name} hier ablegen, um zu sehen, was die Gebärde bedeutet</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Clear</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Clear what was chosen of hands and movement</source>
        <translation>Die Auswahl von Händen und Bewegung aufheben</translation>
    </message>
    <message>
        <source>Narrow down</source>
        <translation>Eingrenzen</translation>
    </message>
    <message>
        <source>{kept} of {all} fit</source>
        <translation>{kept} von {all} passen</translation>
    </message>
    <message>
        <source>You: {facets}</source>
        <translation>Sie: {facets}</translation>
    </message>
    <message>
        <source>Like mine</source>
        <translation>Wie meine</translation>
    </message>
    <message>
        <source>{told}. Show the signs that are like it, as far as there are any.</source>
        <translation>{told}. Gebärden zeigen, die dem gleichen, soweit es welche gibt.</translation>
    </message>
</context>
<context>
    <name>FacetButton</name>
    <message>
        <source>{text} ▾</source>
        <translation>{text} ▾</translation>
    </message>
    <message>
        <source>{name}: {count}</source>
        <translation>{name}: {count}</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>{name}: {chosen}</source>
        <translation>{name}: {chosen}</translation>
    </message>
</context>
<context>
    <name>CameraPanel</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Looking for cameras.</source>
        <translation>Kameras werden gesucht.</translation>
    </message>
    <message>
        <source>The camera is starting.</source>
        <translation>Die Kamera startet.</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in, or open a file instead.</source>
        <translation>Es wurde keine Kamera gefunden. Eine anschließen, oder stattdessen eine Datei öffnen.</translation>
    </message>
    <message>
        <source>Recording begins in {n}.</source>
        <translation>Die Aufnahme beginnt in {n}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>The camera had to be switched off.</source>
        <translation>Die Kamera musste ausgeschaltet werden.</translation>
    </message>
    <message>
        <source>The camera sends no more pictures.</source>
        <translation>Die Kamera sendet keine Bilder mehr.</translation>
    </message>
    <message>
        <source>Turn the picture</source>
        <translation>Das Bild drehen</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Results</source>
        <extracomment>A tile is not made smaller than this, or than its words need; what does not fit is scrolled to.</extracomment>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>GroupedGrid</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>ImportCard</name>
    <message>
        <source>Import of {name}</source>
        <extracomment>The list of files is no taller than this, in pixels.</extracomment>
        <translation>Import von {name}</translation>
    </message>
    <message>
        <source>{added} added, {already} already there, {out} left out, {waiting} waiting</source>
        <translation>{added} hinzugefügt, {already} schon da, {out} ausgelassen, {waiting} warten</translation>
    </message>
    <message>
        <source>Files of this import</source>
        <translation>Dateien dieses Imports</translation>
    </message>
    <message>
        <source>{done} of {total} read</source>
        <translation>{done} von {total} gelesen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>already there</source>
        <translation>schon da</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Try these again</source>
        <translation>Diese noch einmal versuchen</translation>
    </message>
    <message>
        <source>Show files</source>
        <translation>Dateien zeigen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys and gestures</source>
        <extracomment>Keys that do the same, as Qt writes them in English, and what they do.</extracomment>
        <translation>Tasten und Gesten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Type a word to find</source>
        <translation>Ein Wort zum Suchen eingeben</translation>
    </message>
    <message>
        <source>Open a video or pose of a sign</source>
        <translation>Ein Video oder eine Pose einer Gebärde öffnen</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>Zurück zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Sign, Find, Explore, Library</source>
        <translation>Zeigen, Suchen, Erkunden, Bibliothek</translation>
    </message>
    <message>
        <source>Go to the next part, or to the one before</source>
        <translation>Zum nächsten oder zum vorigen Teil gehen</translation>
    </message>
    <message>
        <source>Go from result to result</source>
        <translation>Von Ergebnis zu Ergebnis gehen</translation>
    </message>
    <message>
        <source>Show the result large; press the button</source>
        <translation>Das Ergebnis groß zeigen; den Knopf drücken</translation>
    </message>
    <message>
        <source>Play or pause the large sign; record, with the camera on</source>
        <translation>Die große Gebärde abspielen oder anhalten; bei laufender Kamera aufnehmen</translation>
    </message>
    <message>
        <source>One frame back, one frame on</source>
        <translation>Ein Bild zurück, ein Bild weiter</translation>
    </message>
    <message>
        <source>Mirror the large sign</source>
        <translation>Die große Gebärde spiegeln</translation>
    </message>
    <message>
        <source>The large sign as it is, then slowly, in turn</source>
        <translation>Die große Gebärde wie sie ist, dann langsam, im Wechsel</translation>
    </message>
    <message>
        <source>A part begins here, ends here; all again</source>
        <translation>Ein Teil beginnt hier, endet hier; wieder alles</translation>
    </message>
    <message>
        <source>The large sign fills the screen</source>
        <translation>Die große Gebärde füllt den Bildschirm</translation>
    </message>
    <message>
        <source>Skeleton over the video, or none</source>
        <translation>Skelett über dem Video, oder keines</translation>
    </message>
    <message>
        <source>Timeline: one picture back, one on</source>
        <translation>Zeitleiste: ein Bild zurück, eins weiter</translation>
    </message>
    <message>
        <source>Timeline: one second back, one on</source>
        <translation>Zeitleiste: eine Sekunde zurück, eine weiter</translation>
    </message>
    <message>
        <source>Timeline: the part starts here, ends here</source>
        <translation>Zeitleiste: Der Teil beginnt hier, endet hier</translation>
    </message>
    <message>
        <source>Timeline: look up the part; attempts: go back to this one</source>
        <translation>Zeitleiste: den Teil nachschlagen; Versuche: zu diesem zurück</translation>
    </message>
    <message>
        <source>Attempts: choose; ask about two as one</source>
        <translation>Versuche: wählen; zwei als einen nachschlagen</translation>
    </message>
    <message>
        <source>Attempts: watch closely, save, delete</source>
        <translation>Versuche: genau ansehen, speichern, löschen</translation>
    </message>
    <message>
        <source>Teach it: save attempts as a sign of your own</source>
        <translation>Beibringen: Versuche als eigene Gebärde speichern</translation>
    </message>
    <message>
        <source>Find: add the chosen result to a list</source>
        <translation>Finden: das gewählte Ergebnis in eine Liste aufnehmen</translation>
    </message>
    <message>
        <source>Find: the chosen result in all sign languages</source>
        <translation>Finden: das gewählte Ergebnis in allen Gebärdensprachen</translation>
    </message>
    <message>
        <source>Find: lists; take the last change of a list back</source>
        <translation>Finden: Listen; die letzte Änderung einer Liste zurücknehmen</translation>
    </message>
    <message>
        <source>List: move the sign up, down</source>
        <translation>Liste: die Gebärde nach oben, nach unten</translation>
    </message>
    <message>
        <source>List: write a note, take the sign out</source>
        <translation>Liste: eine Notiz schreiben, die Gebärde herausnehmen</translation>
    </message>
    <message>
        <source>Compare the chosen result with what you signed</source>
        <translation>Das gewählte Ergebnis mit dem vergleichen, was Sie gebärdet haben</translation>
    </message>
    <message>
        <source>Pairs: what looks like the first, the second</source>
        <translation>Paare: was der ersten ähnlich sieht, was der zweiten</translation>
    </message>
    <message>
        <source>Pairs: play, one frame back, on, mirror</source>
        <translation>Paare: abspielen, ein Bild zurück, weiter, spiegeln</translation>
    </message>
    <message>
        <source>Comparing: go to what differs most</source>
        <translation>Vergleich: zu den größten Unterschieden gehen</translation>
    </message>
    <message>
        <source>Comparing: again and again, or once</source>
        <translation>Vergleich: immer wieder, oder einmal</translation>
    </message>
    <message>
        <source>Tables: sort by this column, rising or falling</source>
        <translation>Tabellen: nach dieser Spalte sortieren, auf- oder absteigend</translation>
    </message>
    <message>
        <source>All signs: what looks like this one</source>
        <translation>Alle Gebärden: was dieser ähnlich sieht</translation>
    </message>
    <message>
        <source>Drop a file</source>
        <translation>Eine Datei ablegen</translation>
    </message>
    <message>
        <source>See what its sign means</source>
        <translation>Sehen, was ihre Gebärde bedeutet</translation>
    </message>
    <message>
        <source>Drop several</source>
        <translation>Mehrere ablegen</translation>
    </message>
    <message>
        <source>Each is an attempt; pictures are one recording</source>
        <translation>Jede ist ein Versuch; Bilder sind eine Aufnahme</translation>
    </message>
    <message>
        <source>Drop on Library</source>
        <translation>Auf Bibliothek ablegen</translation>
    </message>
    <message>
        <source>Add a folder or a table</source>
        <translation>Einen Ordner oder eine Tabelle hinzufügen</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Diese Übersicht</translation>
    </message>
</context>
<context>
    <name>SimilarityMatrix</name>
    <message>
        <source>How alike languages are, two by two</source>
        <translation>Wie ähnlich sich je zwei Sprachen sind</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
</context>
<context>
    <name>SimilarityTreeView</name>
    <message>
        <source>Tree of languages</source>
        <translation>Baum der Sprachen</translation>
    </message>
    <message>
        <source>{left} + {right} at {distance}</source>
        <translation>{left} + {right} bei {distance}</translation>
    </message>
</context>
<context>
    <name>LanguageFilter</name>
    <message>
        <source>Choose which sign languages to search</source>
        <translation>Wählen, in welchen Gebärdensprachen gesucht wird</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n Sprache</numerusform>
            <numerusform>%n Sprachen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign languages: {text}</source>
        <translation>Gebärdensprachen: {text}</translation>
    </message>
</context>
<context>
    <name>LearnerPage</name>
    <message>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Nothing here fits.</source>
        <translation>Hier passt nichts.</translation>
    </message>
    <message>
        <source>So far, it may be one of these</source>
        <extracomment>So many results are seen without scrolling; further ones are seldom right.</extracomment>
        <translation>Bis jetzt kann es eine von diesen sein</translation>
    </message>
    <message>
        <source>Try again a little slower, or look in all languages.</source>
        <translation>Noch einmal etwas langsamer versuchen, oder in allen Sprachen suchen.</translation>
    </message>
    <message>
        <source>It may be one of these</source>
        <translation>Es kann eine von diesen sein</translation>
    </message>
    <message>
        <source>Nothing here fits well. These come nearest.</source>
        <translation>Hier passt nichts gut. Am nächsten kommen diese.</translation>
    </message>
    <message>
        <source>Try again a little slower, with both hands in the picture.</source>
        <translation>Noch einmal etwas langsamer versuchen, mit beiden Händen im Bild.</translation>
    </message>
    <message>
        <source>{gloss} is taught, and is found.</source>
        <translation>{gloss} ist beigebracht und wird gefunden.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Open another file, or use the camera.</source>
        <translation>Eine andere Datei öffnen, oder die Kamera benutzen.</translation>
    </message>
    <message>
        <source>Attempts {numbers} as one.</source>
        <translation>Versuche {numbers} als einer.</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>Teach it…</source>
        <translation>Beibringen…</translation>
    </message>
    <message>
        <source>My signs…</source>
        <translation>Meine Gebärden…</translation>
    </message>
    <message>
        <source>Save attempts as a sign of your own (T)</source>
        <translation>Versuche als eigene Gebärde speichern (T)</translation>
    </message>
    <message>
        <source>The signs that you taught (T)</source>
        <translation>Die Gebärden, die Sie beigebracht haben (T)</translation>
    </message>
</context>
<context>
    <name>LinguistPage</name>
    <message>
        <source>Choose a sign on the left.</source>
        <translation>Links eine Gebärde wählen.</translation>
    </message>
    <message>
        <source>The signs that look like it appear here, language by language.</source>
        <translation>Hier erscheinen die Gebärden, die ihr ähnlich sehen, Sprache für Sprache.</translation>
    </message>
    <message>
        <source>Type to narrow the list</source>
        <translation>Tippen, um die Liste einzugrenzen</translation>
    </message>
    <message>
        <source>Signs to list</source>
        <translation>Welche Gebärden in der Liste stehen</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Gebärden</translation>
    </message>
    <message>
        <source>Nothing looks like this sign.</source>
        <translation>Nichts sieht dieser Gebärde ähnlich.</translation>
    </message>
    <message>
        <source>Choose other languages, or another sign.</source>
        <translation>Andere Sprachen wählen, oder eine andere Gebärde.</translation>
    </message>
    <message>
        <source>What looks like {name}</source>
        <translation>Was {name} ähnlich sieht</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save the signs on the right as a table</source>
        <translation>Die Gebärden rechts als Tabelle speichern</translation>
    </message>
    <message>
        <source>Save neighbours</source>
        <translation>Nachbarn speichern</translation>
    </message>
    <message>
        <source>Ways to explore</source>
        <translation>Wege zu erkunden</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>All signs</source>
        <translation>Alle Gebärden</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>New, rename, duplicate, remove, undo, import, export</source>
        <translation>Neu, umbenennen, verdoppeln, entfernen, zurücknehmen, einlesen, ausgeben</translation>
    </message>
    <message>
        <source>Signs of the list</source>
        <translation>Gebärden der Liste</translation>
    </message>
    <message>
        <source>A note to this sign</source>
        <translation>Eine Notiz zu dieser Gebärde</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>{name}  ({count})</source>
        <translation>{name}  ({count})</translation>
    </message>
    <message>
        <source>not on this machine</source>
        <translation>nicht auf diesem Rechner</translation>
    </message>
    <message>
        <source>{count} signs are in {path}.</source>
        <translation>{count} Gebärden sind in {path}.</translation>
    </message>
    <message>
        <source>Not on this machine: {glosses}.</source>
        <translation>Nicht auf diesem Rechner: {glosses}.</translation>
    </message>
    <message>
        <source>An empty folder</source>
        <translation>Ein leerer Ordner</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>Choose a result and press L: it begins a list.</source>
        <translation>Wählen Sie ein Ergebnis und drücken Sie L: damit beginnt eine Liste.</translation>
    </message>
    <message>
        <source>Choose a result and press L to add it.</source>
        <translation>Wählen Sie ein Ergebnis und drücken Sie L, um es aufzunehmen.</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Einlesen…</translation>
    </message>
    <message>
        <source>Videos where they are here</source>
        <translation>Videos, wo sie hier sind</translation>
    </message>
    <message>
        <source>Export: Anki deck…</source>
        <translation>Ausgeben: Anki-Stapel…</translation>
    </message>
    <message>
        <source>Export: sheet to print (PDF)…</source>
        <translation>Ausgeben: Blatt zum Drucken (PDF)…</translation>
    </message>
    <message>
        <source>Export: table (CSV)…</source>
        <translation>Ausgeben: Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Export: folder of clips…</source>
        <translation>Ausgeben: Ordner mit Clips…</translation>
    </message>
    <message>
        <source>Export: list for signdict…</source>
        <translation>Ausgeben: Liste für signdict…</translation>
    </message>
    <message>
        <source>New list</source>
        <translation>Neue Liste</translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation>Name der Liste</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>A list that signdict exported</source>
        <translation>Eine Liste, die signdict ausgegeben hat</translation>
    </message>
</context>
<context>
    <name>MaintainerPage</name>
    <message>
        <source>There are no signs yet. Add a folder of videos.</source>
        <extracomment>The report is no taller than this, in pixels; what is longer is scrolled.</extracomment>
        <translation>Es gibt noch keine Gebärden. Einen Ordner mit Videos hinzufügen.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add a table (CSV)…</source>
        <translation>Tabelle hinzufügen (CSV) …</translation>
    </message>
    <message>
        <source>Check the dictionary</source>
        <translation>Wörterbuch prüfen</translation>
    </message>
    <message>
        <source>Added: {n}</source>
        <translation>Hinzugefügt: {n}</translation>
    </message>
    <message>
        <source>Already there: {n}</source>
        <translation>Schon da: {n}</translation>
    </message>
    <message>
        <source>Left out: {n}</source>
        <translation>Ausgelassen: {n}</translation>
    </message>
    <message>
        <source>All is sound.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>{signs} signs, {clips} clips; model {model}, index {index}.</source>
        <translation>{signs} Gebärden, {clips} Clips; Modell {model}, Index {index}.</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message numerus="yes">
        <source>Remove {name}, with %n sign(s)?</source>
        <translation>
            <numerusform>{name} mit %n Gebärde entfernen?</numerusform>
            <numerusform>{name} mit %n Gebärden entfernen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The videos themselves stay where they are.</source>
        <translation>Die Videos selbst bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Add a folder of videos</source>
        <translation>Einen Ordner mit Videos hinzufügen</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Add a table of clips</source>
        <translation>Eine Tabelle mit Aufnahmen hinzufügen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Drop a folder of videos or a table of clips here</source>
        <translation>Einen Ordner mit Videos oder eine Tabelle mit Aufnahmen hier ablegen</translation>
    </message>
</context>
<context>
    <name>MapSection</name>
    <message>
        <source>What colours tell</source>
        <extracomment>A sign plays when the pointer has rested on it for so long, in milliseconds.</extracomment>
        <translation>Was die Farben bedeuten</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Select signs by drawing round them (or drag with Shift)</source>
        <translation>Gebärden auswählen, indem man sie umrandet (oder mit Umschalt ziehen)</translation>
    </message>
    <message>
        <source>Whole map</source>
        <translation>Ganze Karte</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>Als SVG speichern…</translation>
    </message>
    <message>
        <source>Save the map as a figure, in the colours chosen</source>
        <translation>Die Karte in den gewählten Farben als Abbildung speichern</translation>
    </message>
    <message>
        <source>Legend: choose a group to pick it out</source>
        <translation>Legende: eine Gruppe wählen, um sie hervorzuheben</translation>
    </message>
    <message>
        <source>Laying out all signs</source>
        <translation>Alle Gebärden werden angeordnet</translation>
    </message>
    <message>
        <source>Only the first time takes long.</source>
        <translation>Nur das erste Mal dauert es lange.</translation>
    </message>
    <message>
        <source>There is no sign to lay out.</source>
        <translation>Es gibt keine Gebärde zum Anordnen.</translation>
    </message>
    <message>
        <source>Add signs on the page Library.</source>
        <translation>Auf der Seite Bibliothek lassen sich Gebärden hinzufügen.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Meaning, where languages share it</source>
        <translation>Bedeutung, wo Sprachen sie teilen</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>Hände</translation>
    </message>
    <message>
        <source>Leading hand</source>
        <translation>Führende Hand</translation>
    </message>
    <message>
        <source>Symmetry</source>
        <translation>Symmetrie</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Handshape</source>
        <translation>Handform</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>Save signs</source>
        <translation>Gebärden speichern</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n signs selected</source>
        <translation>
            <numerusform>%n Gebärde ausgewählt</numerusform>
            <numerusform>%n Gebärden ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Point at a sign to see it move.</source>
        <translation>Auf eine Gebärde zeigen, um sie zu sehen.</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>&amp;Farben:</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of signs</source>
        <extracomment>How near the pointer must be to a point, in pixels.</extracomment>
        <translation>Karte der Gebärden</translation>
    </message>
</context>
<context>
    <name>MenuFilter</name>
    <message>
        <source>{name}  ({count})</source>
        <translation>{name}  ({count})</translation>
    </message>
</context>
<context>
    <name>MomentButtons</name>
    <message>
        <source>Nothing differs that is worth telling.</source>
        <translation>Nichts unterscheidet sich so, dass es zu sagen wäre.</translation>
    </message>
    <message>
        <source>{seconds} s into your attempt</source>
        <translation>{seconds} s nach Beginn Ihres Versuchs</translation>
    </message>
    <message>
        <source>{what} all along</source>
        <translation>{what}, die ganze Zeit</translation>
    </message>
    <message>
        <source>here {what}</source>
        <translation>hier: {what}</translation>
    </message>
    <message>
        <source>by {n} shoulder widths</source>
        <translation>um {n} Schulterbreiten</translation>
    </message>
    <message>
        <source>by {n} palm lengths</source>
        <translation>um {n} Handlängen</translation>
    </message>
    <message>
        <source>by {n} degrees</source>
        <translation>um {n} Grad</translation>
    </message>
    <message>
        <source>by {n} seconds</source>
        <translation>um {n} Sekunden</translation>
    </message>
    <message>
        <source>left hand</source>
        <translation>linke Hand</translation>
    </message>
    <message>
        <source>right hand</source>
        <translation>rechte Hand</translation>
    </message>
    <message>
        <source>thumb</source>
        <translation>am Daumen</translation>
    </message>
    <message>
        <source>index finger</source>
        <translation>am Zeigefinger</translation>
    </message>
    <message>
        <source>middle finger</source>
        <translation>am Mittelfinger</translation>
    </message>
    <message>
        <source>ring finger</source>
        <translation>am Ringfinger</translation>
    </message>
    <message>
        <source>little finger</source>
        <translation>am kleinen Finger</translation>
    </message>
    <message>
        <source>your {hand} is higher</source>
        <translation>Ihre {hand} ist höher</translation>
    </message>
    <message>
        <source>your {hand} is lower</source>
        <translation>Ihre {hand} ist tiefer</translation>
    </message>
    <message>
        <source>your {hand} is further left</source>
        <translation>Ihre {hand} ist weiter links</translation>
    </message>
    <message>
        <source>your {hand} is further right</source>
        <translation>Ihre {hand} ist weiter rechts</translation>
    </message>
    <message>
        <source>your {hand} differs, most in the {finger}</source>
        <translation>Ihre {hand} ist anders geformt, am meisten {finger}</translation>
    </message>
    <message>
        <source>your {hand} is turned another way</source>
        <translation>Ihre {hand} ist anders gedreht</translation>
    </message>
    <message>
        <source>your {hand} is not seen</source>
        <translation>Ihre {hand} ist nicht zu sehen</translation>
    </message>
    <message>
        <source>your {hand} is not needed</source>
        <translation>Ihre {hand} wird nicht gebraucht</translation>
    </message>
    <message>
        <source>you are later</source>
        <translation>Sie sind später</translation>
    </message>
    <message>
        <source>you are earlier</source>
        <translation>Sie sind früher</translation>
    </message>
</context>
<context>
    <name>MySignsDialog</name>
    <message>
        <source>My signs</source>
        <translation>Meine Gebärden</translation>
    </message>
    <message>
        <source>Signs that you taught</source>
        <translation>Gebärden, die Sie beigebracht haben</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Ausgeben…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Einlesen…</translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing yet. Record an attempt on the page Sign, then press T there.</source>
        <translation>Noch nichts. Nehmen Sie auf der Seite Zeigen einen Versuch auf und drücken Sie dort T.</translation>
    </message>
    <message>
        <source>{gloss} would be wiped from this computer. Press once more, or Esc.</source>
        <translation>{gloss} würde von diesem Computer gelöscht. Drücken Sie noch einmal, oder Esc.</translation>
    </message>
    <message>
        <source>Export my signs</source>
        <translation>Meine Gebärden ausgeben</translation>
    </message>
    <message>
        <source>my signs.signs</source>
        <translation>meine Gebärden.signs</translation>
    </message>
    <message>
        <source>Import signs</source>
        <translation>Gebärden einlesen</translation>
    </message>
    <message>
        <source>Signs (*.signs)</source>
        <translation>Gebärden (*.signs)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>OpenRecording</name>
    <message>
        <source>Mark one sign in {name}.</source>
        <extracomment>A recording with its landmarks, or with the reason why there are none.</extracomment>
        <translation>Markieren Sie eine Gebärde in {name}.</translation>
    </message>
    <message>
        <source>It lasts {time}. Go to where a sign begins and press I, to where it ends and press O, then Enter. Only that part is looked at.</source>
        <translation>Die Aufnahme dauert {time}. Gehen Sie dorthin, wo eine Gebärde beginnt, und drücken Sie I, dann dorthin, wo sie endet, und drücken Sie O, dann die Eingabetaste. Nur dieser Teil wird angesehen.</translation>
    </message>
    <message>
        <source>{name} is not one sign.</source>
        <translation>{name} ist nicht eine einzelne Gebärde.</translation>
    </message>
    <message>
        <source>Folders of videos and tables of clips are added to your library.</source>
        <translation>Ordner mit Videos und Tabellen von Aufnahmen kommen in Ihre Sammlung.</translation>
    </message>
    <message>
        <source>Add it to the library…</source>
        <translation>In die Sammlung aufnehmen …</translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation>{name} wird angesehen</translation>
    </message>
    <message>
        <source>Finding hands, face and body, picture by picture.</source>
        <translation>Hände, Gesicht und Körper werden gesucht, Bild für Bild.</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>The import of {name} is not finished.</source>
        <translation>Der Import von {name} ist nicht fertig.</translation>
    </message>
    <message>
        <source>“Go on” on the page Library reads the rest.</source>
        <translation>„Fortsetzen“ auf der Seite Bibliothek liest den Rest.</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>You</source>
        <extracomment>Rest at the end of a loop, and how often the picture changes, in seconds.</extracomment>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Your attempt</source>
        <translation>Ihr Versuch</translation>
    </message>
</context>
<context>
    <name>PairCard</name>
    <message>
        <source>One frame back</source>
        <extracomment>A pair plays when it has been meant for so long, in milliseconds.</extracomment>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>Mirror both</source>
        <translation>Beide spiegeln</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>{speed} x</source>
        <translation>{speed} x</translation>
    </message>
    <message>
        <source>What looks like {name}, in all sign languages ({key})</source>
        <translation>Was {name} in allen Gebärdensprachen ähnlich sieht ({key})</translation>
    </message>
    <message>
        <source>What looks like {name}</source>
        <translation>Was {name} ähnlich sieht</translation>
    </message>
    <message>
        <source>What differs: {what}</source>
        <translation>Was sich unterscheidet: {what}</translation>
    </message>
    <message>
        <source>Hands, place, movement and handshape are the same.</source>
        <translation>Hände, Ort, Bewegung und Handform sind gleich.</translation>
    </message>
    <message>
        <source>The second sign is shown as in a mirror, as it fits better so.</source>
        <translation>Die zweite Gebärde wird gespiegelt gezeigt, weil sie so besser passt.</translation>
    </message>
    <message>
        <source>What looks like this?</source>
        <translation>Was sieht ähnlich aus?</translation>
    </message>
</context>
<context>
    <name>PairChoice</name>
    <message>
        <source>First sign language</source>
        <translation>Erste Gebärdensprache</translation>
    </message>
    <message>
        <source>Second sign language</source>
        <translation>Zweite Gebärdensprache</translation>
    </message>
    <message>
        <source>A language may be compared with itself</source>
        <translation>Eine Sprache kann auch mit sich selbst verglichen werden</translation>
    </message>
    <message>
        <source>Kind of pairs</source>
        <translation>Art der Paare</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Any facet</source>
        <translation>Jedes Merkmal</translation>
    </message>
    <message>
        <source>{name}  ({count})</source>
        <translation>{name}  ({count})</translation>
    </message>
</context>
<context>
    <name>PairSection</name>
    <message>
        <source>Pairs of signs</source>
        <translation>Gebärdenpaare</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save the pairs that are listed as a table</source>
        <translation>Die Paare der Liste als Tabelle speichern</translation>
    </message>
    <message>
        <source>There is no sign to compare.</source>
        <translation>Es gibt keine Gebärde zum Vergleichen.</translation>
    </message>
    <message>
        <source>Add signs on the page Library.</source>
        <translation>Auf der Seite Bibliothek lassen sich Gebärden hinzufügen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n Paar</numerusform>
            <numerusform>%n Paare</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no such pair.</source>
        <translation>Es gibt kein solches Paar.</translation>
    </message>
    <message>
        <source>Choose another kind of pairs, or other languages.</source>
        <translation>Wählen Sie eine andere Art von Paaren oder andere Sprachen.</translation>
    </message>
    <message>
        <source>First sign</source>
        <translation>Erste Gebärde</translation>
    </message>
    <message>
        <source>Second sign</source>
        <translation>Zweite Gebärde</translation>
    </message>
    <message>
        <source>How alike the model finds them; 1 is the same</source>
        <translation>Wie ähnlich das Modell sie findet; 1 ist gleich</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>Ähnlich</translation>
    </message>
    <message>
        <source>How surely one would be taken for the other, either way</source>
        <translation>Wie sicher man die eine für die andere hielte, in beiden Richtungen</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Comparing sign by sign</source>
        <translation>Gebärde für Gebärde wird verglichen</translation>
    </message>
    <message>
        <source>Large languages take a while. You may go to other pages meanwhile.</source>
        <translation>Große Sprachen brauchen eine Weile. Solange können Sie auf andere Seiten gehen.</translation>
    </message>
    <message>
        <source>Save pairs</source>
        <translation>Paare speichern</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>Place in the sign</source>
        <translation>Stelle in der Gebärde</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>{speed} x</source>
        <translation>{speed} x</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Skeleton over the video</source>
        <translation>Skelett über dem Video</translation>
    </message>
    <message>
        <source>As it is, then slowly, in turn</source>
        <translation>Wie sie ist, dann langsam, im Wechsel</translation>
    </message>
    <message>
        <source>The part begins here</source>
        <translation>Der Teil beginnt hier</translation>
    </message>
    <message>
        <source>The part ends here</source>
        <translation>Der Teil endet hier</translation>
    </message>
    <message>
        <source>All of the sign again</source>
        <translation>Wieder die ganze Gebärde</translation>
    </message>
    <message>
        <source>Fill the screen</source>
        <translation>Den Bildschirm füllen</translation>
    </message>
    <message>
        <source>{first} to {last} s</source>
        <translation>{first} bis {last} s</translation>
    </message>
</context>
<context>
    <name>StillPreview</name>
    <message>
        <source>Picture at the place in the recording</source>
        <translation>Bild an der Stelle der Aufnahme</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Drop a video of a sign here</source>
        <translation>Ein Video einer Gebärde hier ablegen</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Use the camera</source>
        <translation>Kamera benutzen</translation>
    </message>
    <message>
        <source>What was signed</source>
        <translation>Was gebärdet wurde</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Videos, poses and pictures</source>
        <translation>Videos, Posen und Bilder</translation>
    </message>
    <message>
        <source>Open a video of a sign</source>
        <translation>Ein Video einer Gebärde öffnen</translation>
    </message>
    <message>
        <source>What was seen: {seconds} seconds.</source>
        <translation>Was gesehen wurde: {seconds} Sekunden.</translation>
    </message>
    <message>
        <source>{told} Several people are in the picture; the answer may follow the wrong one. Use a video of one person.</source>
        <translation>{told} Mehrere Personen sind im Bild; die Antwort folgt vielleicht der falschen. Nehmen Sie ein Video mit einer Person.</translation>
    </message>
    <message>
        <source>Switch the camera off</source>
        <translation>Kamera ausschalten</translation>
    </message>
    <message>
        <source>Best is one person, from the hips up, facing the camera, in good light, signing one sign. Nothing leaves this computer.</source>
        <translation>Am besten ist eine Person von der Hüfte aufwärts zu sehen, der Kamera zugewandt, in gutem Licht, mit einer Gebärde. Nichts verlässt diesen Rechner.</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>This question could not be answered.</source>
        <translation>Diese Frage konnte nicht beantwortet werden.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Look, motion and language of the window</source>
        <translation>Aussehen, Bewegung und Sprache des Fensters</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys and gestures (F1)</source>
        <translation>Tasten und Gesten (F1)</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show a sign, see what it means</source>
        <translation>Eine Gebärde zeigen und sehen, was sie bedeutet</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Type a word, see it signed</source>
        <translation>Ein Wort eingeben und die Gebärde sehen</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>See what looks like a sign</source>
        <translation>Sehen, was einer Gebärde ähnlich sieht</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Where the signs come from</source>
        <translation>Woher die Gebärden kommen</translation>
    </message>
</context>
<context>
    <name>RelabelDialog</name>
    <message>
        <source>Relabel signs</source>
        <translation>Gebärden umbenennen</translation>
    </message>
    <message>
        <source>As it is; otherwise its code, such as de</source>
        <translation>Wie sie ist; sonst ihr Code, etwa de</translation>
    </message>
    <message>
        <source>It is a regular expression</source>
        <translation>Es ist ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>All of my sources</source>
        <translation>Alle meine Quellen</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie sie ist</translation>
    </message>
    <message>
        <source>New labels are read from {name}.</source>
        <translation>Neue Namen werden aus {name} gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the table cannot be used.</source>
        <translation>
            <numerusform>%n Zeile der Tabelle ist nicht brauchbar.</numerusform>
            <numerusform>%n Zeilen der Tabelle sind nicht brauchbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Find in glosses</source>
        <translation>In Glossen suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>Show what would change</source>
        <translation>Zeigen, was sich ändern würde</translation>
    </message>
    <message numerus="yes">
        <source>%n sign(s) would change.</source>
        <translation>
            <numerusform>%n Gebärde würde sich ändern.</numerusform>
            <numerusform>%n Gebärden würden sich ändern.</numerusform>
        </translation>
    </message>
    <message>
        <source>Language of the glosses</source>
        <translation>Sprache der Glossen</translation>
    </message>
    <message>
        <source>Or a CSV with the columns gloss and new_gloss, new_sign_language, …</source>
        <translation>Oder eine CSV mit den Spalten gloss und new_gloss, new_sign_language, …</translation>
    </message>
    <message>
        <source>Read a table (CSV)…</source>
        <translation>Tabelle lesen (CSV)…</translation>
    </message>
    <message>
        <source>Use the form again</source>
        <translation>Wieder das Formular verwenden</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Read new labels from a table</source>
        <translation>Neue Namen aus einer Tabelle lesen</translation>
    </message>
    <message>
        <source>Change them</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Attempt {number}</source>
        <translation>Versuch {number}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>None of the signs found looks like that.</source>
        <translation>Keine der gefundenen Gebärden sieht so aus.</translation>
    </message>
    <message>
        <source>Take back one of the choices above, or show all signs.</source>
        <translation>Nehmen Sie oben etwas zurück, oder lassen Sie sich alle Gebärden zeigen.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>RowTable</name>
    <message>
        <source>Columns</source>
        <extracomment>Above and below the text of a row, in pixels.</extracomment>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>Shutter</name>
    <message>
        <source>Space begins and ends; Esc drops</source>
        <translation>Leertaste beginnt und endet; Esc verwirft</translation>
    </message>
    <message>
        <source>How a recording begins</source>
        <translation>Wie eine Aufnahme beginnt</translation>
    </message>
    <message>
        <source>Begins by itself</source>
        <translation>Beginnt von selbst</translation>
    </message>
    <message>
        <source>Begins with Space</source>
        <translation>Beginnt mit der Leertaste</translation>
    </message>
    <message>
        <source>Begins after a countdown</source>
        <translation>Beginnt nach einem Countdown</translation>
    </message>
    <message>
        <source>Recording. Press Space to end, Esc to drop it.</source>
        <translation>Aufnahme läuft. Leertaste beendet sie, Esc verwirft sie.</translation>
    </message>
    <message>
        <source>Recording. Rest your hands to end.</source>
        <translation>Aufnahme läuft. Zum Beenden die Hände ruhen lassen.</translation>
    </message>
    <message>
        <source>Sign when you are ready.</source>
        <translation>Gebärden Sie, wenn Sie bereit sind.</translation>
    </message>
    <message>
        <source>Press Space to record.</source>
        <translation>Zum Aufnehmen die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Press Space to count down.</source>
        <translation>Für den Countdown die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Stop counting</source>
        <translation>Countdown anhalten</translation>
    </message>
</context>
<context>
    <name>SignCard</name>
    <message>
        <source>What looks like it</source>
        <extracomment>A sign plays when it has been meant for so long, in milliseconds.</extracomment>
        <translation>Was ihr ähnlich sieht</translation>
    </message>
    <message>
        <source>Its neighbours in all sign languages (Return)</source>
        <translation>Ihre Nachbarn in allen Gebärdensprachen (Eingabe)</translation>
    </message>
    <message>
        <source>No sign</source>
        <translation>Keine Gebärde</translation>
    </message>
</context>
<context>
    <name>SignModel</name>
    <message>
        <source>{name}: click to sort, or Alt+Up and Alt+Down in the table</source>
        <extracomment>What is shown of a sign, with the width of each column in letters.</extracomment>
        <translation>{name}: Klicken sortiert, in der Tabelle auch Alt+Auf und Alt+Ab</translation>
    </message>
    <message>
        <source>Gloss</source>
        <translation>Glosse</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>Übersetzungen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>SignTableView</name>
    <message>
        <source>All signs</source>
        <translation>Alle Gebärden</translation>
    </message>
</context>
<context>
    <name>SimilaritySection</name>
    <message>
        <source>Save figure as SVG…</source>
        <translation>Abbildung als SVG speichern…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>What looks like this?</source>
        <translation>Was sieht ähnlich aus?</translation>
    </message>
    <message>
        <source>Comparing languages</source>
        <translation>Sprachen werden verglichen</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>No two languages share enough meanings.</source>
        <translation>Keine zwei Sprachen teilen genug Bedeutungen.</translation>
    </message>
    <message>
        <source>Signs count as the same meaning by their concept, or else by their gloss. Add signs of another language on the page Library.</source>
        <translation>Was Gebärden bedeuten, sagt ihr Begriff, sonst ihre Glosse. Auf der Seite Bibliothek lassen sich Gebärden einer weiteren Sprache hinzufügen.</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Likeness of languages</source>
        <translation>Ähnlichkeit der Sprachen</translation>
    </message>
    <message>
        <source>A number tells how much more alike two languages sign one meaning than two. Beware: as far as each language has its own signers and cameras, these are compared as well.</source>
        <translation>Eine Zahl sagt, um wie viel ähnlicher zwei Sprachen eine Bedeutung gebärden als zwei verschiedene. Vorsicht: Soweit jede Sprache ihre eigenen Gebärdenden und Kameras hat, werden diese mit verglichen.</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message numerus="yes">
        <source>%n sign(s)</source>
        <extracomment>Letters of a version that are shown: the name of a commit is longer than anyone reads.</extracomment>
        <translation>
            <numerusform>%n Gebärde</numerusform>
            <numerusform>%n Gebärden</numerusform>
        </translation>
    </message>
    <message>
        <source>not searched</source>
        <translation>nicht durchsucht</translation>
    </message>
    <message>
        <source>Search it</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>Search {name}</source>
        <translation>{name} durchsuchen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
</context>
<context>
    <name>SourceFilter</name>
    <message>
        <source>Choose of which sources to see signs</source>
        <translation>Wählen, aus welchen Quellen Gebärden zu sehen sind</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>Alle Quellen</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n Quelle</numerusform>
            <numerusform>%n Quellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sources: {text}</source>
        <translation>Quellen: {text}</translation>
    </message>
</context>
<context>
    <name>SpreadList</name>
    <message>
        <source>Concepts that languages share</source>
        <translation>Begriffe, die Sprachen teilen</translation>
    </message>
    <message>
        <source>Order of concepts</source>
        <translation>Reihenfolge der Begriffe</translation>
    </message>
    <message>
        <source>Concepts of most languages come first: a spread grows with their number</source>
        <translation>Begriffe der meisten Sprachen stehen zuerst: Eine Streuung wächst mit deren Zahl</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <source>Least alike first</source>
        <translation>Unähnlichste zuerst</translation>
    </message>
    <message>
        <source>Show its signs</source>
        <translation>Gebärden zeigen</translation>
    </message>
    <message>
        <source>The signs of the concept, side by side (Return)</source>
        <translation>Die Gebärden des Begriffs nebeneinander (Eingabe)</translation>
    </message>
    <message>
        <source>Save figure as SVG…</source>
        <translation>Abbildung als SVG speichern…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Begriff</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Sum over dimensions of the deviation over languages; low: alike</source>
        <translation>Summe der Abweichungen über die Sprachen, über alle Dimensionen; niedrig: ähnlich</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>How often signs of these languages, drawn by chance, are as alike</source>
        <translation>Wie oft zufällig gezogene Gebärden dieser Sprachen so ähnlich sind</translation>
    </message>
    <message>
        <source>{code}: {name}</source>
        <translation>{code}: {name}</translation>
    </message>
    <message>
        <source>Concepts by spread</source>
        <translation>Begriffe nach Streuung</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>An example of a sign</source>
        <translation>Ein Beispiel für eine Gebärde</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Open or drop a video of a sign, or sign into the camera.</source>
        <translation>Ein Video einer Gebärde öffnen oder ablegen, oder in die Kamera gebärden.</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Type a word and see how it is signed.</source>
        <translation>Ein Wort eingeben und sehen, wie es gebärdet wird.</translation>
    </message>
    <message>
        <source>Type a word</source>
        <translation>Ein Wort eingeben</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Choose a sign and see what looks like it in other languages.</source>
        <translation>Eine Gebärde wählen und sehen, was ihr in anderen Sprachen ähnlich sieht.</translation>
    </message>
    <message>
        <source>Choose a sign</source>
        <translation>Gebärde wählen</translation>
    </message>
</context>
<context>
    <name>TableFilters</name>
    <message>
        <source>Type to narrow the table</source>
        <extracomment>Milliseconds to wait for the next key: keys that come together are one question.</extracomment>
        <translation>Tippen, um die Tabelle einzugrenzen</translation>
    </message>
    <message>
        <source>Words of the gloss, the meaning or a translation</source>
        <translation>Wörter der Glosse, der Bedeutung oder einer Übersetzung</translation>
    </message>
    <message>
        <source>Words that a sign has</source>
        <translation>Wörter, die eine Gebärde hat</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Show all signs again</source>
        <translation>Wieder alle Gebärden zeigen</translation>
    </message>
</context>
<context>
    <name>TableSection</name>
    <message>
        <source>See hands, place, handshape and movement of all signs</source>
        <extracomment>What was seen of signs is put into the table so often, in milliseconds.</extracomment>
        <translation>Hände, Ort, Handform und Bewegung aller Gebärden ansehen</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV sichern…</translation>
    </message>
    <message>
        <source>The signs that are shown, in this order</source>
        <translation>Die gezeigten Gebärden, in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>Listing all signs</source>
        <translation>Alle Gebärden werden aufgelistet</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>There is no sign to list.</source>
        <translation>Es gibt keine Gebärde.</translation>
    </message>
    <message>
        <source>Add signs on the page Library.</source>
        <translation>Fügen Sie Gebärden auf der Seite Bibliothek hinzu.</translation>
    </message>
    <message>
        <source>No sign is like that.</source>
        <translation>Keine Gebärde ist so.</translation>
    </message>
    <message>
        <source>Type other words, or choose less.</source>
        <translation>Tippen Sie andere Wörter, oder wählen Sie weniger aus.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter löschen</translation>
    </message>
    <message numerus="yes">
        <source>%n signs</source>
        <translation>
            <numerusform>%n Gebärde</numerusform>
            <numerusform>%n Gebärden</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {all} signs</source>
        <translation>{shown} von {all} Gebärden</translation>
    </message>
    <message numerus="yes">
        <source>Look at %n more signs</source>
        <translation>
            <numerusform>Noch %n Gebärde ansehen</numerusform>
            <numerusform>Noch %n Gebärden ansehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Save signs</source>
        <translation>Gebärden sichern</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop: {name}</source>
        <translation>Anhalten: {name}</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>noch {n} s</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>noch {n} min</translation>
    </message>
</context>
<context>
    <name>TeachDialog</name>
    <message>
        <source>Teach a sign</source>
        <extracomment>How long after the last letter the dictionary is asked, in milliseconds.</extracomment>
        <translation>Eine Gebärde beibringen</translation>
    </message>
    <message>
        <source>What the sign means</source>
        <translation>Was die Gebärde bedeutet</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>Kann leer bleiben</translation>
    </message>
    <message>
        <source>This gloss was taught before</source>
        <translation>Diese Glosse wurde schon beigebracht</translation>
    </message>
    <message>
        <source>Add these attempts to it</source>
        <translation>Diese Versuche hinzufügen</translation>
    </message>
    <message>
        <source>Make another sign of this gloss</source>
        <translation>Eine weitere Gebärde dieser Glosse anlegen</translation>
    </message>
    <message>
        <source>Which attempts show it? Up to {n}.</source>
        <translation>Welche Versuche zeigen sie? Bis zu {n}.</translation>
    </message>
    <message>
        <source>Edit {gloss}</source>
        <translation>{gloss} ändern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>You have a sign of this gloss: both become one.</source>
        <translation>Sie haben eine Gebärde dieser Glosse: Beide werden eine.</translation>
    </message>
    <message>
        <source>You taught this gloss before.</source>
        <translation>Diese Glosse haben Sie schon beigebracht.</translation>
    </message>
    <message>
        <source>{where} has it too; yours stands beside it.</source>
        <translation>{where} hat sie auch; Ihre steht daneben.</translation>
    </message>
    <message>
        <source>Gloss</source>
        <translation>Glosse</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Begriff</translation>
    </message>
    <message>
        <source>Kept are the moving lines of body and hands, on this computer, and no picture. It is found from the next search on.</source>
        <translation>Behalten werden die bewegten Linien von Körper und Händen, auf diesem Computer, und kein Bild. Gefunden wird sie ab der nächsten Suche.</translation>
    </message>
    <message>
        <source>My signs…</source>
        <translation>Meine Gebärden…</translation>
    </message>
    <message>
        <source>Teach it</source>
        <translation>Beibringen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>TeacherPage</name>
    <message>
        <source>Type a word, such as house</source>
        <extracomment>Milliseconds to wait for the next key before asking: keys that come together are one question.</extracomment>
        <translation>Ein Wort eingeben, zum Beispiel house</translation>
    </message>
    <message>
        <source>Word to find</source>
        <translation>Gesuchtes Wort</translation>
    </message>
    <message>
        <source>Language of the words</source>
        <translation>Sprache der Wörter</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Lists of signs beside the results (Ctrl+L)</source>
        <translation>Listen von Gebärden neben den Ergebnissen (Strg+L)</translation>
    </message>
    <message>
        <source>My list</source>
        <translation>Meine Liste</translation>
    </message>
    <message>
        <source>All words</source>
        <translation>Alle Wörter</translation>
    </message>
    <message>
        <source>{name}  ({count})</source>
        <translation>{name}  ({count})</translation>
    </message>
    <message>
        <source>No gloss says this; near in meaning</source>
        <translation>So heißt keine Gebärde; diese bedeuten Ähnliches</translation>
    </message>
    <message>
        <source>No sign was found for {words}.</source>
        <translation>Für {words} wurde keine Gebärde gefunden.</translation>
    </message>
    <message>
        <source>Look in all languages, or try a shorter or a related word.</source>
        <translation>In allen Sprachen suchen, oder ein kürzeres oder verwandtes Wort versuchen.</translation>
    </message>
    <message>
        <source>Try a shorter word, a related one, or its basic form.</source>
        <translation>Ein kürzeres oder verwandtes Wort oder die Grundform versuchen.</translation>
    </message>
    <message>
        <source>There are no signs here yet.</source>
        <translation>Hier gibt es noch keine Gebärden.</translation>
    </message>
    <message>
        <source>Add a folder of videos on the page Library.</source>
        <translation>Auf der Seite Bibliothek einen Ordner mit Videos hinzufügen.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>in a mirror</source>
        <extracomment>A sign can still be read at this size, in pixels. How much larger the gloss is written than other words.</extracomment>
        <translation>gespiegelt</translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline of {name}</source>
        <extracomment>Seconds that the lower strip shows: so few that frames can be told apart. Height of the strips, in pixels.</extracomment>
        <translation>Zeitleiste von {name}</translation>
    </message>
    <message>
        <source>Go to where the sign ends and press O.</source>
        <translation>Gehen Sie dorthin, wo die Gebärde endet, und drücken Sie O.</translation>
    </message>
    <message>
        <source>Go to where the sign begins and press I.</source>
        <translation>Gehen Sie dorthin, wo die Gebärde beginnt, und drücken Sie I.</translation>
    </message>
    <message>
        <source>Mark a sign first: I where it begins, O where it ends.</source>
        <translation>Markieren Sie zuerst eine Gebärde: I, wo sie beginnt, O, wo sie endet.</translation>
    </message>
    <message>
        <source>The part is longer than {n} seconds. Mark one sign.</source>
        <translation>Der Teil ist länger als {n} Sekunden. Markieren Sie eine Gebärde.</translation>
    </message>
    <message>
        <source>{place} of {whole}</source>
        <translation>{place} von {whole}</translation>
    </message>
    <message>
        <source>{place}, part {seconds} s</source>
        <translation>{place}, Teil {seconds} s</translation>
    </message>
    <message>
        <source>Press Enter to look the part up.</source>
        <translation>Drücken Sie die Eingabetaste, um den Teil nachzuschlagen.</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Relabel…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Merge duplicates</source>
        <translation>Doppelte zusammenlegen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Play or pause (Space)</source>
        <translation>Abspielen oder anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Play or pause the recording</source>
        <translation>Die Aufnahme abspielen oder anhalten</translation>
    </message>
    <message>
        <source> a second</source>
        <translation> je Sekunde</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Start (I)</source>
        <translation>Anfang (I)</translation>
    </message>
    <message>
        <source>The part starts at this picture</source>
        <translation>Der Teil beginnt mit diesem Bild</translation>
    </message>
    <message>
        <source>End (O)</source>
        <translation>Ende (O)</translation>
    </message>
    <message>
        <source>The part ends with this picture</source>
        <translation>Der Teil endet mit diesem Bild</translation>
    </message>
    <message>
        <source>Look up the part</source>
        <translation>Teil nachschlagen</translation>
    </message>
    <message>
        <source>See what the marked part means (Enter)</source>
        <translation>Sehen, was der markierte Teil bedeutet (Eingabetaste)</translation>
    </message>
</context>
<context>
    <name>Viewfinder</name>
    <message>
        <source>Camera picture, mirrored</source>
        <translation>Kamerabild, gespiegelt</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
</context>
<context>
    <name>ViewsButton</name>
    <message>
        <source>Search, filters, order and columns under a name</source>
        <translation>Suche, Filter, Reihenfolge und Spalten unter einem Namen</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Saved views: {name}</source>
        <translation>Gesicherte Ansichten: {name}</translation>
    </message>
    <message>
        <source>Saved views of the table</source>
        <translation>Gesicherte Ansichten der Tabelle</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Ansicht sichern…</translation>
    </message>
    <message>
        <source>Rename view…</source>
        <translation>Ansicht umbenennen…</translation>
    </message>
    <message>
        <source>Delete view</source>
        <translation>Ansicht löschen</translation>
    </message>
    <message>
        <source>Delete view {name}</source>
        <translation>Ansicht {name} löschen</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht sichern</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Rename view</source>
        <translation>Ansicht umbenennen</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>The language changes when signdict is opened the next time.</source>
        <translation>Die Sprache wechselt, wenn signdict das nächste Mal geöffnet wird.</translation>
    </message>
</context>
<context>
    <name>_Matrix</name>
    <message>
        <source>{name} ({code})</source>
        <extracomment>How wide and how high a cell is at least, and where there is room; the line round one.</extracomment>
        <translation>{name} ({code})</translation>
    </message>
    <message>
        <source>{name}: {count} meanings</source>
        <translation>{name}: {count} Bedeutungen</translation>
    </message>
    <message>
        <source>{first} and {second} share too few meanings to tell.</source>
        <translation>{first} und {second} teilen zu wenige Bedeutungen, um etwas zu sagen.</translation>
    </message>
    <message>
        <source>{first} and {second}: they share {shared} meanings. Signs of one meaning are alike by {same}, signs of two by {other}: a difference of {difference}. By chance as much: {chance}.</source>
        <translation>{first} und {second} teilen {shared} Bedeutungen. Gebärden einer Bedeutung sind sich zu {same} ähnlich, solche verschiedener zu {other}: ein Unterschied von {difference}. Zufällig so viel: {chance}.</translation>
    </message>
    <message>
        <source>n = {count}</source>
        <translation>n = {count}</translation>
    </message>
    <message>
        <source>{difference}
n = {count}</source>
        <translation>{difference}
n = {count}</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Click to sort, or Alt+Up and Alt+Down in the table</source>
        <extracomment>So many rows are measured to see how wide a column is.</extracomment>
        <translation>Klicken sortiert, in der Tabelle auch Alt+Auf und Alt+Ab</translation>
    </message>
</context>
<context>
    <name>classroom</name>
    <message>
        <source>Reading what signs are called</source>
        <extracomment>The kind of the work by which names of signs are learned. What the panel shows: all lists, one of them, its signs as far as they are here.</extracomment>
        <translation>Lesen, wie Gebärden heißen</translation>
    </message>
    <message>
        <source>Added {gloss}.</source>
        <translation>{gloss} ist aufgenommen.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation>{name} wird ausgegeben</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Angehalten. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
</context>
<context>
    <name>facets</name>
    <message>
        <source>Hands</source>
        <translation>Hände</translation>
    </message>
    <message>
        <source>Leading hand</source>
        <translation>Führende Hand</translation>
    </message>
    <message>
        <source>Symmetry</source>
        <translation>Symmetrie</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Handshape</source>
        <translation>Handform</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>One hand</source>
        <translation>Eine Hand</translation>
    </message>
    <message>
        <source>Two hands</source>
        <translation>Zwei Hände</translation>
    </message>
    <message>
        <source>Symmetric</source>
        <translation>Symmetrisch</translation>
    </message>
    <message>
        <source>Not symmetric</source>
        <translation>Nicht symmetrisch</translation>
    </message>
    <message>
        <source>One-handed</source>
        <translation>Einhändig</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>Gespiegelt</translation>
    </message>
    <message>
        <source>In turn</source>
        <translation>Abwechselnd</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Neck or shoulder</source>
        <translation>Hals oder Schulter</translation>
    </message>
    <message>
        <source>Chest</source>
        <translation>Brust</translation>
    </message>
    <message>
        <source>Belly</source>
        <translation>Bauch</translation>
    </message>
    <message>
        <source>Other hand</source>
        <translation>Andere Hand</translation>
    </message>
    <message>
        <source>Other arm</source>
        <translation>Anderer Arm</translation>
    </message>
    <message>
        <source>Beside the body</source>
        <translation>Neben dem Körper</translation>
    </message>
    <message>
        <source>Held still</source>
        <translation>Ruhig gehalten</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <source>Arc</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Fist</source>
        <translation>Faust</translation>
    </message>
    <message>
        <source>Thumb out</source>
        <translation>Daumen ab</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flach</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Gespreizt</translation>
    </message>
    <message>
        <source>Index finger</source>
        <translation>Zeigefinger</translation>
    </message>
    <message>
        <source>Two fingers</source>
        <translation>Zwei Finger</translation>
    </message>
    <message>
        <source>Little finger</source>
        <translation>Kleiner Finger</translation>
    </message>
    <message>
        <source>Finger on thumb</source>
        <translation>Finger am Daumen</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Claw or hook</source>
        <translation>Kralle oder Haken</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Andere</translation>
    </message>
</context>
<context>
    <name>opening</name>
    <message>
        <source>Opening {name}</source>
        <translation>{name} wird geöffnet</translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation>{name} wird angesehen</translation>
    </message>
    <message>
        <source>Reading {n} more</source>
        <translation>{n} weitere werden gelesen</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
    <message>
        <source>{name} lasts longer than {n} seconds. Open it alone and mark a part.</source>
        <translation>{name} dauert länger als {n} Sekunden. Öffnen Sie es allein und markieren Sie einen Teil.</translation>
    </message>
</context>
<context>
    <name>pairs</name>
    <message>
        <source>Same form, other meaning</source>
        <extracomment>Pairs that differ in one facet alone: a kind beside those of `signdict.pairs`. What may differ, in the order in which people are told.</extracomment>
        <translation>Gleiche Form, andere Bedeutung</translation>
    </message>
    <message>
        <source>Same meaning and same form</source>
        <translation>Gleiche Bedeutung und gleiche Form</translation>
    </message>
    <message>
        <source>Same meaning, other form</source>
        <translation>Gleiche Bedeutung, andere Form</translation>
    </message>
    <message>
        <source>Minimal pairs: one facet differs</source>
        <translation>Minimalpaare: ein Merkmal verschieden</translation>
    </message>
    <message>
        <source>{first} / {second}</source>
        <translation>{first} / {second}</translation>
    </message>
    <message>
        <source>{name}: {values}</source>
        <translation>{name}: {values}</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>in turn</source>
        <translation>im Wechsel</translation>
    </message>
    <message>
        <source>not alike</source>
        <translation>verschieden</translation>
    </message>
</context>
<context>
    <name>teaching</name>
    <message>
        <source>Teaching {gloss}</source>
        <translation>{gloss} wird beigebracht</translation>
    </message>
    <message>
        <source>Stopped. Nothing was kept.</source>
        <translation>Angehalten. Nichts wurde behalten.</translation>
    </message>
    <message>
        <source>It is called {gloss} now.</source>
        <translation>Sie heißt jetzt {gloss}.</translation>
    </message>
    <message>
        <source>{gloss} was removed.</source>
        <translation>{gloss} wurde entfernt.</translation>
    </message>
    <message>
        <source>Exporting to {name}</source>
        <translation>{name} wird geschrieben</translation>
    </message>
    <message>
        <source>Exported {n} signs.</source>
        <translation>Ausgegeben: {n} Gebärden.</translation>
    </message>
    <message>
        <source>{new} clips are new, {old} were there already.</source>
        <translation>Neue Aufnahmen: {new}; schon da: {old}.</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>{name} wird eingelesen</translation>
    </message>
</context>
<context>
    <name>wiring</name>
    <message>
        <source>Comparing {name}</source>
        <extracomment>How many signs a page of words or of browsing shows; the first eight need no scrolling. How many signs a page of meanings chooses from; variants of a gloss are shown as one. How many signs are listed for choosing one. How many neighbours of each language are shown.</extracomment>
        <translation>{name} wird verglichen</translation>
    </message>
    <message>
        <source>Laying out all signs</source>
        <translation>Alle Gebärden werden angeordnet</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Come back to the map to begin again.</source>
        <translation>Zur Karte zurückkehren, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>Signs written to {name}: {n}</source>
        <translation>Gebärden in {name} geschrieben: {n}</translation>
    </message>
    <message>
        <source>Adding {name}</source>
        <extracomment>Files of an import that are listed, the ones left out first.</extracomment>
        <translation>{name} wird hinzugefügt</translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation>{name} wird angesehen</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>Es geht weiter</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Noch ein Versuch</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>Zurückgenommen: {what}</translation>
    </message>
    <message>
        <source>Signs relabelled: {n}.</source>
        <translation>Umbenannte Gebärden: {n}.</translation>
    </message>
    <message>
        <source>Clips that were there twice and went: {n}.</source>
        <translation>Clips, die doppelt da waren und weg sind: {n}.</translation>
    </message>
    <message>
        <source>Looking for clips that are there twice</source>
        <translation>Doppelte Clips werden gesucht</translation>
    </message>
    <message>
        <source>Repaired: {n}</source>
        <translation>Repariert: {n}</translation>
    </message>
    <message>
        <source>Repairing</source>
        <translation>Reparatur</translation>
    </message>
    <message>
        <source>The backup is written; bytes: {n}.</source>
        <translation>Die Sicherung ist geschrieben; Bytes: {n}.</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>The backup is back. What was there before is in: {n}</source>
        <translation>Die Sicherung ist zurück. Was vorher da war, ist in: {n}</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Stopped. What was added so far stays; “Go on” reads the rest.</source>
        <translation>Angehalten. Was bisher hinzugefügt wurde, bleibt; „Fortsetzen“ liest den Rest.</translation>
    </message>
    <message>
        <source>Signs removed with {name}: {n}.</source>
        <translation>Mit {name} entfernte Gebärden: {n}.</translation>
    </message>
    <message>
        <source>Comparing languages</source>
        <translation>Sprachen werden verglichen</translation>
    </message>
    <message>
        <source>Written to {name}</source>
        <translation>In {name} geschrieben</translation>
    </message>
    <message>
        <source>Comparing sign by sign</source>
        <translation>Gebärde für Gebärde wird verglichen</translation>
    </message>
    <message>
        <source>Pairs written to {name}: {n}</source>
        <translation>Paare in {name} geschrieben: {n}</translation>
    </message>
    <message>
        <source>Listing all signs</source>
        <translation>Alle Gebärden werden aufgelistet</translation>
    </message>
    <message>
        <source>Looking at signs</source>
        <translation>Gebärden werden angesehen</translation>
    </message>
</context>
</TS>
