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
        <source>No tier is clearly one of glosses. Select the tiers to add.</source>
        <translation>Keine Zeile ist eindeutig eine Glossenzeile. Wähle die Zeilen, die hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Recognised as {title}.</source>
        <translation>Erkannt als {title}.</translation>
    </message>
    <message>
        <source>From the dataset</source>
        <translation>Aus dem Datensatz</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>Source name</source>
        <translation>Name der Quelle</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Namensnennung</translation>
    </message>
    <message>
        <source>Values in the table take precedence.</source>
        <translation>Angaben in der Tabelle haben Vorrang.</translation>
    </message>
    <message>
        <source>Each annotation of the selected tiers becomes a clip of the video.</source>
        <translation>Jede Annotation der ausgewählten Zeilen wird eine Aufnahme des Videos.</translation>
    </message>
    <message>
        <source>Clips to add: {ready}; glosses: {glosses} ({codes}). Skipped: {out}.</source>
        <translation>Neue Aufnahmen: {ready}; Glossen: {glosses} ({codes}). Übersprungen: {out}.</translation>
    </message>
    <message>
        <source>The gloss is the name of the file, or what the dataset says.</source>
        <translation>Die Glosse ist der Name der Datei oder das, was der Datensatz angibt.</translation>
    </message>
    <message>
        <source>Select the tiers to add.</source>
        <translation>Wähle die Zeilen, die hinzugefügt werden.</translation>
    </message>
    <message>
        <source>{start} to {end} s</source>
        <translation>{start} bis {end} s</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Clips to add, and skipped clips</source>
        <translation>Neue und übersprungene Aufnahmen</translation>
    </message>
    <message>
        <source>From the table</source>
        <translation>Aus der Tabelle</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
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
    <name>AttemptTile</name>
    <message>
        <source>Attempt {number}</source>
        <extracomment>Origin of an attempt.</extracomment>
        <translation>Versuch {number}</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>angezeigt</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>ausgewählt</translation>
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
        <translation>Abschnitt</translation>
    </message>
</context>
<context>
    <name>Attempts</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Save as .pose… (Ctrl+S)</source>
        <translation>Als .pose speichern… (Strg+S)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Löschen (Entf)</translation>
    </message>
    <message>
        <source>Your attempts stay here until you close signdict. They are not saved.</source>
        <extracomment>Number of attempts that are kept, and their memory in bytes; the oldest are removed first.</extracomment>
        <translation>Die Versuche bleiben hier, bis signdict geschlossen wird. Sie werden nicht gespeichert.</translation>
    </message>
    <message>
        <source>Look up two or three attempts as one (A)</source>
        <translation>Zwei oder drei Versuche zusammen nachschlagen (A)</translation>
    </message>
    <message>
        <source>Replay (R)</source>
        <translation>Erneut abspielen (R)</translation>
    </message>
    <message>
        <source>Select two or three attempts with Space, then press A.</source>
        <translation>Mit der Leertaste zwei oder drei Versuche auswählen, dann A drücken.</translation>
    </message>
    <message>
        <source>attempt {number}.pose</source>
        <translation>Versuch {number}.pose</translation>
    </message>
    <message>
        <source>Save the attempt</source>
        <translation>Versuch speichern</translation>
    </message>
    <message>
        <source>Poses (*.pose)</source>
        <translation>Posen (*.pose)</translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation>Erneut nachschlagen</translation>
    </message>
    <message>
        <source>Select or deselect</source>
        <translation>Auswählen oder Auswahl aufheben</translation>
    </message>
    <message>
        <source>Removed attempt {number} (only the last {most} are kept).</source>
        <translation>Versuch {number} wurde entfernt (nur die letzten {most} bleiben erhalten).</translation>
    </message>
</context>
<context>
    <name>Bands</name>
    <message>
        <source>Left hand</source>
        <extracomment>Height of a band, space between bands, and height of the row of numbers, in pixels. The difference that fills a band, as a multiple of a noticeable one. Buttons per row, where there is room.</extracomment>
        <translation>Linke Hand</translation>
    </message>
    <message>
        <source>Right hand</source>
        <translation>Rechte Hand</translation>
    </message>
    <message>
        <source>Time, and how much each hand differs</source>
        <translation>Zeit und Abweichung jeder Hand</translation>
    </message>
    <message>
        <source>The higher the band, the more that hand differs. Differences below the dotted line are hardly visible.</source>
        <translation>Je höher das Band, desto stärker weicht die Hand ab. Abweichungen unter der gepunkteten Linie sind kaum sichtbar.</translation>
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
        <source>Sorry, something unexpected happened.</source>
        <translation>Leider ist ein unerwarteter Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>Your dictionary has not changed. Please send the report to the developers.</source>
        <translation>Das Wörterbuch ist unverändert. Bitte den Bericht an die Entwickler senden.</translation>
    </message>
    <message>
        <source>Sorry, signdict closed unexpectedly last time.</source>
        <translation>signdict wurde beim letzten Mal leider unerwartet beendet.</translation>
    </message>
    <message>
        <source>Please send the report to the developers.</source>
        <translation>Bitte den Bericht an die Entwickler senden.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CameraPanel</name>
    <message>
        <source>Camera</source>
        <extracomment>Settings: the name of the camera used last, and of the one whose image is rotated.</extracomment>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Looking for cameras.</source>
        <translation>Kameras werden gesucht.</translation>
    </message>
    <message>
        <source>The camera is starting.</source>
        <translation>Die Kamera wird gestartet.</translation>
    </message>
    <message>
        <source>No camera found. Plug one in, or open a file instead.</source>
        <translation>Keine Kamera gefunden. Kamera anschließen oder stattdessen eine Datei öffnen.</translation>
    </message>
    <message>
        <source>Recording starts in {n}.</source>
        <translation>Aufnahme beginnt in {n}.</translation>
    </message>
    <message>
        <source>The camera was turned off because of an error.</source>
        <translation>Die Kamera wurde wegen eines Fehlers ausgeschaltet.</translation>
    </message>
    <message>
        <source>The camera stopped sending pictures.</source>
        <translation>Die Kamera liefert keine Bilder mehr.</translation>
    </message>
    <message>
        <source>Both hands are visible. {ready}</source>
        <translation>Beide Hände sind sichtbar. {ready}</translation>
    </message>
    <message>
        <source>One hand is visible. {ready}</source>
        <translation>Eine Hand ist sichtbar. {ready}</translation>
    </message>
    <message>
        <source>No hand is visible. {ready}</source>
        <translation>Keine Hand ist sichtbar. {ready}</translation>
    </message>
    <message>
        <source>Nobody is in view. Step inside the outline.</source>
        <translation>Niemand ist im Bild. Bitte in den Umriss stellen.</translation>
    </message>
    <message>
        <source>You are too close. Move back until you fit the outline.</source>
        <translation>Zu nah. Bitte zurückgehen, bis der Umriss passt.</translation>
    </message>
    <message>
        <source>You are too far away. Come closer until you fill the outline.</source>
        <translation>Zu weit weg. Bitte näher kommen, bis der Umriss ausgefüllt ist.</translation>
    </message>
    <message>
        <source>Part of you is outside the picture. Move into the outline.</source>
        <translation>Nicht ganz im Bild. Bitte in den Umriss stellen.</translation>
    </message>
    <message>
        <source>More than one person is in view. Sign alone.</source>
        <translation>Mehrere Personen sind im Bild. Bitte allein gebärden.</translation>
    </message>
    <message>
        <source>The picture is black. Open the cover of the camera, or choose another camera.</source>
        <translation>Das Bild ist schwarz. Abdeckung der Kamera öffnen oder eine andere Kamera wählen.</translation>
    </message>
    <message>
        <source>It is too dark. Turn on a light in front of you.</source>
        <translation>Es ist zu dunkel. Bitte von vorne beleuchten.</translation>
    </message>
    <message>
        <source>The picture is upside down. Rotate it.</source>
        <translation>Das Bild steht auf dem Kopf. Bitte drehen.</translation>
    </message>
    <message>
        <source>The camera sends too few frames per second, and movements are lost. Add light, or close other programs.</source>
        <translation>Die Kamera liefert zu wenige Bilder pro Sekunde, Bewegungen gehen verloren. Für mehr Licht sorgen oder andere Programme schließen.</translation>
    </message>
    <message>
        <source>Rotate the picture</source>
        <translation>Bild drehen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Same as the system</source>
        <translation>Wie im System</translation>
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
        <source>Play all signs</source>
        <translation>Alle Gebärden abspielen</translation>
    </message>
    <message>
        <source>Play only the sign under the pointer or in focus</source>
        <translation>Nur die Gebärde unter dem Mauszeiger oder im Fokus abspielen</translation>
    </message>
    <message>
        <source>Sign languages</source>
        <translation>Gebärdensprachen</translation>
    </message>
    <message>
        <source>Choose your sign languages…</source>
        <translation>Gebärdensprachen auswählen…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
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
        <translation>Angezeigte Spalten auswählen</translation>
    </message>
    <message>
        <source>Show all columns</source>
        <translation>Alle Spalten anzeigen</translation>
    </message>
    <message>
        <source>Hidden: {columns}</source>
        <translation>Ausgeblendet: {columns}</translation>
    </message>
    <message>
        <source>All columns are shown</source>
        <translation>Alle Spalten sind eingeblendet</translation>
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
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
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
        <translation>Vergleich läuft</translation>
    </message>
    <message>
        <source>No attempt to compare yet.</source>
        <translation>Noch kein Versuch zum Vergleichen vorhanden.</translation>
    </message>
    <message>
        <source>Record or open the sign on the Sign page, then compare it there or here.</source>
        <translation>Die Gebärde auf der Seite Zeigen aufnehmen oder öffnen, dann dort oder hier vergleichen.</translation>
    </message>
    <message>
        <source>Your attempt matches the mirror image; the sign is shown mirrored.</source>
        <translation>Ihr Versuch passt zum Spiegelbild; die Gebärde wird gespiegelt angezeigt.</translation>
    </message>
    <message>
        <source>Comparison with {gloss}</source>
        <translation>Vergleich mit {gloss}</translation>
    </message>
</context>
<context>
    <name>ConceptView</name>
    <message>
        <source>Enlarge</source>
        <extracomment>Pause before a repeat and one frame, in seconds. Signs per row, and the smallest height of a row in pixels; further rows are scrolled to.</extracomment>
        <translation>Vergrößern</translation>
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
        <source>One frame forward</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>{gloss} (signs: {count}, languages: {languages})</source>
        <translation>{gloss} (Gebärden: {count}, Sprachen: {languages})</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>{act}: {name}</source>
        <translation>{act}: {name}</translation>
    </message>
</context>
<context>
    <name>ConfidenceBar</name>
    <message>
        <source>close</source>
        <translation>sehr ähnlich</translation>
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
    <name>DatasetBox</name>
    <message>
        <source>Recognise automatically</source>
        <extracomment>How many characters the box is wide at least; titles may be longer.</extracomment>
        <translation>Automatisch erkennen</translation>
    </message>
    <message>
        <source>No dataset: the file names are the glosses</source>
        <translation>Kein Datensatz: die Dateinamen sind die Glossen</translation>
    </message>
</context>
<context>
    <name>DatasetCard</name>
    <message>
        <source>Open its web page</source>
        <extracomment>Least number of lines of the text that are in view.</extracomment>
        <translation>Webseite öffnen</translation>
    </message>
    <message>
        <source>Add a folder of it…</source>
        <translation>Ordner davon hinzufügen …</translation>
    </message>
    <message>
        <source>Get the list of its films…</source>
        <translation>Liste der Filme holen …</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Asks {host}. You decide then whether the films are fetched.</source>
        <translation>Fragt {host}. Ob die Filme geladen werden, entscheiden Sie danach.</translation>
    </message>
    <message numerus="yes">
        <source>%n sign(s)</source>
        <translation>
            <numerusform>%n Gebärde</numerusform>
            <numerusform>%n Gebärden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signer(s)</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n Sprache</numerusform>
            <numerusform>%n Sprachen</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>Lizenz: {licence}</translation>
    </message>
    <message numerus="yes">
        <source>Already here: %n sign(s), source {names}.</source>
        <translation>
            <numerusform>Schon hier: %n Gebärde, Quelle {names}.</numerusform>
            <numerusform>Schon hier: %n Gebärden, Quelle {names}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its files follow no fixed pattern: the name of a file becomes the gloss.</source>
        <translation>Seine Dateien folgen keinem festen Muster: Der Name einer Datei wird zur Glosse.</translation>
    </message>
    <message>
        <source>Command: {command}</source>
        <translation>Befehl: {command}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Open access</source>
        <translation>Frei zugänglich</translation>
    </message>
    <message>
        <source>By request</source>
        <translation>Auf Anfrage</translation>
    </message>
    <message>
        <source>By purchase</source>
        <translation>Käuflich</translation>
    </message>
</context>
<context>
    <name>DatasetFilter</name>
    <message>
        <source>Choose the languages whose datasets are shown</source>
        <extracomment>Size of the dialog, and the least height of the table, in pixels.</extracomment>
        <translation>Wählen, von welchen Sprachen Datensätze gezeigt werden</translation>
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
    <name>Detail</name>
    <message>
        <source>Matches when mirrored, as if signed with the other hand.</source>
        <extracomment>Size of a clip&apos;s button, without its name, and the margin inside, in pixels.</extracomment>
        <translation>Passt gespiegelt, als wäre mit der anderen Hand gebärdet worden.</translation>
    </message>
    <message>
        <source>The speed of this clip is approximate.</source>
        <translation>Die Geschwindigkeit dieser Aufnahme ist geschätzt.</translation>
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
        <source>Compare with your attempt (C)</source>
        <translation>Mit Ihrem Versuch vergleichen (C)</translation>
    </message>
    <message>
        <source>{language}. The same in: {others}</source>
        <translation>{language}. Ebenso in: {others}</translation>
    </message>
</context>
<context>
    <name>DictionariesDialog</name>
    <message>
        <source>Get dictionaries</source>
        <extracomment>A folder is to be added: of a Dataset, or of a sign language that no dataset has.</extracomment>
        <translation>Wörterbücher holen</translation>
    </message>
    <message>
        <source>Language, country or name of a dataset</source>
        <translation>Sprache, Land oder Name eines Datensatzes</translation>
    </message>
    <message>
        <source>Search the datasets</source>
        <translation>Datensätze durchsuchen</translation>
    </message>
    <message>
        <source>Down goes to the table.</source>
        <translation>Abwärts führt zur Tabelle.</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Reading the list of datasets</source>
        <translation>Die Liste der Datensätze wird gelesen</translation>
    </message>
    <message numerus="yes">
        <source>%n dataset(s)</source>
        <translation>
            <numerusform>%n Datensatz</numerusform>
            <numerusform>%n Datensätze</numerusform>
        </translation>
    </message>
    <message>
        <source>No dataset matches “{words}”.</source>
        <translation>Kein Datensatz passt zu „{words}“.</translation>
    </message>
    <message>
        <source>Search for a sign language, a country or the name of a dataset.</source>
        <translation>Suchen Sie nach einer Gebärdensprache, einem Land oder dem Namen eines Datensatzes.</translation>
    </message>
    <message>
        <source>Show all datasets</source>
        <translation>Alle Datensätze zeigen</translation>
    </message>
    <message>
        <source>No dataset of {names} is known.</source>
        <translation>Kein Datensatz bekannt für: {names}.</translation>
    </message>
    <message>
        <source>Add videos that you have, or a pack that a school or an association gave you. You can also teach signs on the page Sign.</source>
        <translation>Fügen Sie Videos hinzu, die Sie haben, oder ein Paket, das Sie von einer Schule oder einem Verband bekommen haben. Auf der Seite Zeigen können Sie auch Gebärden anlernen.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>What it takes to get the dataset</source>
        <translation>Was nötig ist, um den Datensatz zu bekommen</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Gebärden</translation>
    </message>
    <message>
        <source>Number of signs, as published</source>
        <translation>Anzahl der Gebärden, wie veröffentlicht</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of the download, if it is published</source>
        <translation>Größe der Dateien, falls veröffentlicht</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Number of its signs in your dictionaries</source>
        <translation>Anzahl seiner Gebärden in Ihren Wörterbüchern</translation>
    </message>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n Sprache</numerusform>
            <numerusform>%n Sprachen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} und %n weitere</numerusform>
            <numerusform>{names} und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Dictionaries that others have published. Get the files from their page, then add the folder. Nothing is fetched before you ask for it.</source>
        <translation>Wörterbücher, die andere veröffentlicht haben. Holen Sie die Dateien von deren Seite und fügen Sie dann den Ordner hinzu. Nichts wird geladen, bevor Sie es verlangen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>DifferenceButtons</name>
    <message>
        <source>No notable differences.</source>
        <translation>Keine nennenswerten Unterschiede.</translation>
    </message>
    <message>
        <source>{seconds} s into your attempt</source>
        <translation>{seconds} s nach Beginn Ihres Versuchs</translation>
    </message>
    <message>
        <source>here {what}</source>
        <translation>hier: {what}</translation>
    </message>
    <message>
        <source>{what} throughout</source>
        <translation>durchgehend: {what}</translation>
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
        <source>by about {n} seconds</source>
        <translation>um etwa {n} Sekunden</translation>
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
        <translation>Ihre {hand} hat eine andere Form, vor allem {finger}</translation>
    </message>
    <message>
        <source>your {hand} is turned differently</source>
        <translation>Ihre {hand} ist anders gedreht</translation>
    </message>
    <message>
        <source>your {hand} is not visible</source>
        <translation>Ihre {hand} ist nicht zu sehen</translation>
    </message>
    <message>
        <source>your {hand} is not needed</source>
        <translation>Ihre {hand} wird nicht gebraucht</translation>
    </message>
    <message>
        <source>you are later</source>
        <translation>Sie sind später dran</translation>
    </message>
    <message>
        <source>you are earlier</source>
        <translation>Sie sind früher dran</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop {name} to add it to your library</source>
        <translation>{name} hier ablegen, um es zur Bibliothek hinzuzufügen</translation>
    </message>
    <message>
        <source>Drop {count} files to see what their signs mean</source>
        <translation>{count} Dateien hier ablegen, um ihre Gebärden nachzuschlagen</translation>
    </message>
    <message>
        <source>Drop {name} to see what its sign means</source>
        <translation>{name} hier ablegen, um die Gebärde nachzuschlagen</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Clear</source>
        <extracomment>Width that the row needs in addition to its buttons, and a button in addition to its text, in pixels.</extracomment>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Filter results</source>
        <translation>Ergebnisse filtern</translation>
    </message>
    <message>
        <source>{count} of {all} match</source>
        <translation>{count} von {all} passen</translation>
    </message>
    <message>
        <source>You: {facets}</source>
        <translation>Ihr Versuch: {facets}</translation>
    </message>
    <message>
        <source>Like mine</source>
        <translation>Wie meine</translation>
    </message>
    <message>
        <source>{text}. Show only similar signs.</source>
        <translation>{text}. Nur ähnliche Gebärden anzeigen.</translation>
    </message>
</context>
<context>
    <name>FacetButton</name>
    <message>
        <source>{text} ▾</source>
        <extracomment>Size of a picture, in pixels, and number of columns of a sheet with pictures. The step (right, down) of each arrow key. Keys that close the sheet. Distance of the sheet from its button, and from the edge of the screen, in pixels. Width of a button in addition to its text, and its smallest width, in pixels.</extracomment>
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
    <name>FilmsChoice</name>
    <message>
        <source>Fetch these films from the web</source>
        <extracomment>Hosts that are named.</extracomment>
        <translation>Diese Filme aus dem Netz laden</translation>
    </message>
    <message>
        <source>Keep the films on this computer</source>
        <translation>Die Filme auf diesem Rechner behalten</translation>
    </message>
    <message>
        <source>Otherwise each film is deleted when its landmarks are stored.</source>
        <translation>Sonst wird jeder Film gelöscht, sobald seine Landmarks gespeichert sind.</translation>
    </message>
    <message numerus="yes">
        <source>This list names %n film(s) on the web.</source>
        <translation>
            <numerusform>Diese Liste nennt %n Film im Netz.</numerusform>
            <numerusform>Diese Liste nennt %n Filme im Netz.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hosts: {names}.</source>
        <translation>Server: {names}.</translation>
    </message>
    <message>
        <source>Nothing is fetched unless you select it.</source>
        <translation>Ohne Auswahl wird nichts geladen.</translation>
    </message>
    <message>
        <source>Their size is not known.</source>
        <translation>Ihre Größe ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Size: more than {size}.</source>
        <translation>Größe: mehr als {size}.</translation>
    </message>
    <message>
        <source>Size: about {size}.</source>
        <translation>Größe: etwa {size}.</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Results</source>
        <extracomment>Space between tiles, in pixels. Smallest size (width, height) of a tile in pixels, unless its text needs more; the rest scrolls. Usual height of a tile under a heading, and the width that one needs at least, in pixels. The step (right, down) of each arrow key.</extracomment>
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
        <extracomment>Maximum height of the list of files, in pixels.</extracomment>
        <translation>Import von {name}</translation>
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
        <source>already in the library</source>
        <translation>bereits in der Bibliothek</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>{added} added, {already} already in the library, {out} skipped, {waiting} waiting</source>
        <translation>{added} hinzugefügt, {already} bereits in der Bibliothek, {out} übersprungen, {waiting} warten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Retry skipped files</source>
        <translation>Übersprungene erneut versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Eintrag entfernen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Show files</source>
        <translation>Dateien anzeigen</translation>
    </message>
</context>
<context>
    <name>ImportController</name>
    <message>
        <source>Adding {name}</source>
        <translation>{name} wird hinzugefügt</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Resuming {name}</source>
        <translation>{name} wird fortgesetzt</translation>
    </message>
    <message>
        <source>Retrying {name}</source>
        <translation>{name} wird erneut versucht</translation>
    </message>
    <message>
        <source>Stopped. Clips added so far are kept. Select “Resume” to read the rest.</source>
        <translation>Angehalten. Bisher hinzugefügte Aufnahmen bleiben erhalten. „Fortsetzen“ liest den Rest.</translation>
    </message>
    <message>
        <source>Stopped. Signs added so far are kept. Add the pack again to add the rest.</source>
        <translation>Angehalten. Bisher hinzugefügte Gebärden bleiben. Fügen Sie das Paket erneut hinzu, um den Rest hinzuzufügen.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts and gestures</source>
        <extracomment>Keys that do the same, in Qt&apos;s portable notation, and what they do.</extracomment>
        <translation>Tastenkürzel und Gesten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Search for a word</source>
        <translation>Wort suchen</translation>
    </message>
    <message>
        <source>Open a video or pose file</source>
        <translation>Video- oder Pose-Datei öffnen</translation>
    </message>
    <message>
        <source>Search all sign languages, or again only yours</source>
        <translation>In allen Gebärdensprachen suchen oder wieder nur in den eigenen</translation>
    </message>
    <message>
        <source>Go to the next or previous control</source>
        <translation>Zum nächsten oder vorherigen Bedienelement wechseln</translation>
    </message>
    <message>
        <source>Move between results</source>
        <translation>Zwischen Ergebnissen wechseln</translation>
    </message>
    <message>
        <source>Show the result large; press a button</source>
        <translation>Ergebnis groß anzeigen; Schaltfläche drücken</translation>
    </message>
    <message>
        <source>Return to the results</source>
        <translation>Zurück zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Play or pause the large sign; record if the camera is on</source>
        <translation>Große Gebärde abspielen oder anhalten; bei laufender Kamera aufnehmen</translation>
    </message>
    <message>
        <source>One frame back or forward</source>
        <translation>Ein Bild zurück oder vor</translation>
    </message>
    <message>
        <source>Switch between normal and slow speed</source>
        <translation>Zwischen normaler und langsamer Geschwindigkeit wechseln</translation>
    </message>
    <message>
        <source>Start or end the loop here; play everything</source>
        <translation>Schleife hier beginnen oder beenden; alles abspielen</translation>
    </message>
    <message>
        <source>Show the large sign in full screen</source>
        <translation>Große Gebärde im Vollbild anzeigen</translation>
    </message>
    <message>
        <source>Show or hide the skeleton over the video</source>
        <translation>Skelett über dem Video ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Timeline: one frame back or forward</source>
        <translation>Zeitleiste: ein Bild zurück oder vor</translation>
    </message>
    <message>
        <source>Timeline: one second back or forward</source>
        <translation>Zeitleiste: eine Sekunde zurück oder vor</translation>
    </message>
    <message>
        <source>Timeline: start or end the part here</source>
        <translation>Zeitleiste: Abschnitt hier beginnen oder beenden</translation>
    </message>
    <message>
        <source>Timeline: look up the part; attempts: return to this one</source>
        <translation>Zeitleiste: Abschnitt nachschlagen; Versuche: zu diesem zurückkehren</translation>
    </message>
    <message>
        <source>Attempts: replay, save, delete</source>
        <translation>Versuche: erneut abspielen, speichern, löschen</translation>
    </message>
    <message>
        <source>Save attempts as a sign of your own</source>
        <translation>Versuche als eigene Gebärde speichern</translation>
    </message>
    <message>
        <source>Find: add the selected result to a list</source>
        <translation>Suchen: ausgewähltes Ergebnis zu einer Liste hinzufügen</translation>
    </message>
    <message>
        <source>Find: show the selected result in all sign languages</source>
        <translation>Suchen: ausgewähltes Ergebnis in allen Gebärdensprachen anzeigen</translation>
    </message>
    <message>
        <source>Find: show the lists; undo the last change of a list</source>
        <translation>Suchen: Listen anzeigen; letzte Änderung einer Liste rückgängig machen</translation>
    </message>
    <message>
        <source>List: move the sign up or down</source>
        <translation>Liste: Gebärde nach oben oder unten verschieben</translation>
    </message>
    <message>
        <source>List: write a note, remove the sign</source>
        <translation>Liste: Notiz schreiben, Gebärde entfernen</translation>
    </message>
    <message>
        <source>Compare the selected result with your attempt</source>
        <translation>Ausgewähltes Ergebnis mit Ihrem Versuch vergleichen</translation>
    </message>
    <message>
        <source>Pairs: show neighbours of the first or second sign</source>
        <translation>Paare: Nachbarn der ersten oder zweiten Gebärde anzeigen</translation>
    </message>
    <message>
        <source>Pairs: play, one frame back, one forward, mirror</source>
        <translation>Paare: abspielen, ein Bild zurück, ein Bild vor, spiegeln</translation>
    </message>
    <message>
        <source>Comparison: go to the largest differences</source>
        <translation>Vergleich: zu den größten Unterschieden gehen</translation>
    </message>
    <message>
        <source>Comparison: loop or play once</source>
        <translation>Vergleich: in Schleife oder einmal abspielen</translation>
    </message>
    <message>
        <source>Tables: sort by this column, ascending or descending</source>
        <translation>Tabellen: nach dieser Spalte auf- oder absteigend sortieren</translation>
    </message>
    <message>
        <source>All signs: show the neighbours of this sign</source>
        <translation>Alle Gebärden: Nachbarn dieser Gebärde anzeigen</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>Diese Übersicht anzeigen</translation>
    </message>
    <message>
        <source>Look up its sign</source>
        <translation>Gebärde nachschlagen</translation>
    </message>
    <message>
        <source>Drop several files</source>
        <translation>Mehrere Dateien ablegen</translation>
    </message>
    <message>
        <source>Each file is one attempt; numbered pictures are one recording</source>
        <translation>Jede Datei ist ein Versuch; nummerierte Bilder sind eine Aufnahme</translation>
    </message>
    <message>
        <source>Drop on the Library page</source>
        <translation>Auf der Seite Bibliothek ablegen</translation>
    </message>
    <message>
        <source>Add a folder, a table or a pack</source>
        <translation>Ordner, Tabelle oder Paket hinzufügen</translation>
    </message>
    <message>
        <source>Sign, Find, Explore, Library</source>
        <translation>Zeigen, Suchen, Erkunden, Bibliothek</translation>
    </message>
    <message>
        <source>Mirror the large sign</source>
        <translation>Große Gebärde spiegeln</translation>
    </message>
    <message>
        <source>Attempts: select; look up two or three as one</source>
        <translation>Versuche: auswählen; zwei oder drei zusammen nachschlagen</translation>
    </message>
    <message>
        <source>Sign: sign something new; use attempts together although they differ</source>
        <translation>Gebärden: neue Gebärde; Versuche zusammen verwenden, obwohl sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Drop a file</source>
        <translation>Datei ablegen</translation>
    </message>
</context>
<context>
    <name>KindFilter</name>
    <message>
        <source>Choose words, or letters of manual alphabets</source>
        <translation>Wörter oder Buchstaben von Fingeralphabeten auswählen</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>Words and letters</source>
        <translation>Wörter und Buchstaben</translation>
    </message>
    <message>
        <source>Kinds: {text}</source>
        <translation>Arten: {text}</translation>
    </message>
</context>
<context>
    <name>LanguageChooser</name>
    <message>
        <source>Skip: search all languages</source>
        <extracomment>Languages of the system that propose sign languages. Smallest height of the list, in pixels.</extracomment>
        <translation>Überspringen: in allen Sprachen suchen</translation>
    </message>
    <message>
        <source>Search all languages</source>
        <translation>In allen Sprachen suchen</translation>
    </message>
    <message>
        <source>Name, country or abbreviation</source>
        <translation>Name, Land oder Abkürzung</translation>
    </message>
    <message>
        <source>Search for a sign language</source>
        <translation>Eine Gebärdensprache suchen</translation>
    </message>
    <message>
        <source>Return chooses the first language found; Down goes to the list.</source>
        <translation>Die Eingabetaste wählt die erste gefundene Sprache; Pfeil nach unten führt zur Liste.</translation>
    </message>
    <message>
        <source>Sign languages</source>
        <translation>Gebärdensprachen</translation>
    </message>
    <message>
        <source>Sign language</source>
        <translation>Gebärdensprache</translation>
    </message>
    <message>
        <source>In its own language</source>
        <translation>In der Landessprache</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Gebärden</translation>
    </message>
    <message>
        <source>Use these languages</source>
        <translation>Diese Sprachen verwenden</translation>
    </message>
    <message>
        <source>No sign language is called “{words}”.</source>
        <translation>Keine Gebärdensprache heißt „{words}“.</translation>
    </message>
    <message>
        <source>no signs yet</source>
        <translation>noch keine Gebärden</translation>
    </message>
    <message>
        <source>only letters ({n})</source>
        <translation>nur Buchstaben ({n})</translation>
    </message>
    <message numerus="yes">
        <source>%n words</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letters</source>
        <translation>
            <numerusform>%n Buchstabe</numerusform>
            <numerusform>%n Buchstaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Chosen: {names}</source>
        <translation>Ausgewählt: {names}</translation>
    </message>
    <message>
        <source>Choose one or several.</source>
        <translation>Eine oder mehrere auswählen.</translation>
    </message>
    <message>
        <source>Which sign languages do you use?</source>
        <translation>Welche Gebärdensprachen verwenden Sie?</translation>
    </message>
    <message>
        <source>Searches look in these languages: among fewer signs the right one is found more often. All languages stay one click away, and you can change your choice in Settings.</source>
        <translation>Gesucht wird dann in diesen Sprachen: Unter weniger Gebärden wird die richtige öfter gefunden. Alle Sprachen bleiben einen Klick entfernt, und die Auswahl lässt sich in den Einstellungen ändern.</translation>
    </message>
</context>
<context>
    <name>LanguageFilter</name>
    <message>
        <source>Choose which sign languages to search</source>
        <translation>Gebärdensprachen für die Suche auswählen</translation>
    </message>
    <message>
        <source>There are no signs of {names} in your dictionaries yet.</source>
        <translation>Noch keine Gebärden in den Wörterbüchern: {names}.</translation>
    </message>
    <message>
        <source>Of {names} there are only letters in your dictionaries.</source>
        <translation>Nur Buchstaben in den Wörterbüchern: {names}.</translation>
    </message>
    <message>
        <source>{name}  (no signs yet)</source>
        <translation>{name}  (noch keine Gebärden)</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message>
        <source>My languages</source>
        <translation>Eigene Sprachen</translation>
    </message>
    <message>
        <source>Search in all sign languages (Ctrl+Shift+A)</source>
        <translation>In allen Gebärdensprachen suchen (Strg+Umschalt+A)</translation>
    </message>
    <message>
        <source>All sign languages are on. Search in yours only (Ctrl+Shift+A)</source>
        <translation>Alle Gebärdensprachen sind eingeschaltet. Nur in den eigenen suchen (Strg+Umschalt+A)</translation>
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
    <name>LanguageStrip</name>
    <message>
        <source>Get dictionaries</source>
        <translation>Wörterbücher holen</translation>
    </message>
    <message>
        <source>Search all languages</source>
        <translation>In allen Sprachen suchen</translation>
    </message>
</context>
<context>
    <name>LanguagesDialog</name>
    <message>
        <source>Sign languages</source>
        <translation>Gebärdensprachen</translation>
    </message>
</context>
<context>
    <name>LearnerController</name>
    <message>
        <source>Opening {name}</source>
        <extracomment>Number of signs that are looked up; variants of a gloss are then shown as one.</extracomment>
        <translation>{name} wird geöffnet</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>{name} is longer than {n} seconds. Open it separately and select a part.</source>
        <translation>{name} ist länger als {n} Sekunden. Bitte einzeln öffnen und einen Abschnitt auswählen.</translation>
    </message>
    <message>
        <source>Reading {n} more</source>
        <translation>{n} weitere werden gelesen</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
</context>
<context>
    <name>LearnerPage</name>
    <message>
        <source>Possible matches so far</source>
        <extracomment>Results that fit the window without scrolling; later ones are rarely correct.</extracomment>
        <translation>Bisher mögliche Treffer</translation>
    </message>
    <message>
        <source>No close match.</source>
        <translation>Keine gute Übereinstimmung.</translation>
    </message>
    <message>
        <source>Sign a little more slowly, or search in all languages.</source>
        <translation>Etwas langsamer gebärden oder in allen Sprachen suchen.</translation>
    </message>
    <message>
        <source>Saved {gloss}. Searches now find it.</source>
        <translation>{gloss} ist gespeichert und wird ab jetzt gefunden.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Open another file, or use the camera.</source>
        <translation>Eine andere Datei öffnen oder die Kamera verwenden.</translation>
    </message>
    <message>
        <source>Attempts {numbers} combined.</source>
        <translation>Versuche {numbers} zusammen.</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suche läuft</translation>
    </message>
    <message>
        <source>Fits better in {language}: “{gloss}”.</source>
        <translation>Passt besser in der Sprache „{language}“: „{gloss}“.</translation>
    </message>
    <message>
        <source>Possible matches</source>
        <translation>Mögliche Treffer</translation>
    </message>
    <message>
        <source>No close match. These signs are the most similar.</source>
        <translation>Keine gute Übereinstimmung. Diese Gebärden sind am ähnlichsten.</translation>
    </message>
    <message>
        <source>Sign a little more slowly, with both hands in the picture.</source>
        <translation>Etwas langsamer gebärden, mit beiden Händen im Bild.</translation>
    </message>
    <message>
        <source>Teach this sign…</source>
        <translation>Gebärde anlernen…</translation>
    </message>
    <message>
        <source>My signs…</source>
        <translation>Meine Gebärden…</translation>
    </message>
    <message>
        <source>Show the signs you taught (T)</source>
        <translation>Selbst angelernte Gebärden anzeigen (T)</translation>
    </message>
    <message>
        <source>Save attempts as your own sign (T)</source>
        <translation>Versuche als eigene Gebärde speichern (T)</translation>
    </message>
</context>
<context>
    <name>LinguistController</name>
    <message>
        <source>Comparing {name}</source>
        <extracomment>Number of signs in the list from which one is chosen. Number of neighbours shown for each language.</extracomment>
        <translation>{name} wird verglichen</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Signs written to {name}: {n}</source>
        <translation>Gebärden gespeichert in {name}: {n}</translation>
    </message>
</context>
<context>
    <name>LinguistPage</name>
    <message>
        <source>Choose a sign on the left.</source>
        <translation>Links eine Gebärde auswählen.</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Gebärden</translation>
    </message>
    <message>
        <source>Choose other languages, or another sign.</source>
        <translation>Andere Sprachen oder eine andere Gebärde wählen.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleich läuft</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Similar signs of other languages appear here.</source>
        <translation>Hier erscheinen ähnliche Gebärden aus anderen Sprachen.</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <extracomment>Width of the list of signs, in pixels.</extracomment>
        <translation>Liste filtern</translation>
    </message>
    <message>
        <source>Words to filter by</source>
        <translation>Filterwörter</translation>
    </message>
    <message>
        <source>Save the signs on the right as a table</source>
        <translation>Die Gebärden rechts als Tabelle speichern</translation>
    </message>
    <message>
        <source>No similar signs.</source>
        <translation>Keine ähnlichen Gebärden.</translation>
    </message>
    <message>
        <source>Signs like {name}</source>
        <translation>Ähnlich wie {name}</translation>
    </message>
    <message>
        <source>Save neighbours</source>
        <translation>Nachbarn speichern</translation>
    </message>
    <message>
        <source>Ways to explore</source>
        <translation>Bereiche</translation>
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
    <name>ListController</name>
    <message>
        <source>Added {gloss}.</source>
        <translation>{gloss} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation>{name} wird exportiert</translation>
    </message>
    <message>
        <source>Stopped. Nothing was exported.</source>
        <translation>Abgebrochen. Es wurde nichts exportiert.</translation>
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
        <translation>Neu, Umbenennen, Duplizieren, Entfernen, Rückgängig, Importieren, Exportieren</translation>
    </message>
    <message>
        <source>Signs of the list</source>
        <translation>Gebärden der Liste</translation>
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
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Note on this sign</source>
        <translation>Notiz zu dieser Gebärde</translation>
    </message>
    <message>
        <source>not in this library</source>
        <translation>nicht in dieser Bibliothek</translation>
    </message>
    <message>
        <source>Exported {count} signs to {path}.</source>
        <translation>{count} Gebärden nach {path} exportiert.</translation>
    </message>
    <message>
        <source>Not in this library: {glosses}.</source>
        <translation>Nicht in dieser Bibliothek: {glosses}.</translation>
    </message>
    <message>
        <source>Choose an empty folder</source>
        <translation>Leeren Ordner auswählen</translation>
    </message>
    <message>
        <source>Select a result and press L to start a list.</source>
        <translation>Ein Ergebnis auswählen und L drücken, um eine Liste anzulegen.</translation>
    </message>
    <message>
        <source>Select a result and press L to add it.</source>
        <translation>Ein Ergebnis auswählen und L drücken, um es hinzuzufügen.</translation>
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
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Include videos if available</source>
        <translation>Vorhandene Videos einschließen</translation>
    </message>
    <message>
        <source>Export: printable sheet (PDF)…</source>
        <translation>Exportieren: Druckvorlage (PDF)…</translation>
    </message>
    <message>
        <source>Import a list exported by signdict</source>
        <translation>Aus signdict exportierte Liste importieren</translation>
    </message>
    <message>
        <source>Export: Anki deck…</source>
        <translation>Exportieren: Anki-Stapel…</translation>
    </message>
    <message>
        <source>Export: table (CSV)…</source>
        <translation>Exportieren: Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Export: folder of clips…</source>
        <translation>Exportieren: Ordner mit Aufnahmen…</translation>
    </message>
    <message>
        <source>Export: list for signdict…</source>
        <translation>Exportieren: Liste für signdict…</translation>
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
</context>
<context>
    <name>MaintainerController</name>
    <message>
        <source>Packed {name} with {n} signs: {file}</source>
        <extracomment>Number of files of an import that are listed, skipped ones first. Changes of the library. One never cancels another.</extracomment>
        <translation>{name} mit {n} Gebärden gepackt: {file}</translation>
    </message>
    <message>
        <source>Packing {name}</source>
        <translation>{name} wird gepackt</translation>
    </message>
    <message>
        <source>Removed {name}. Signs removed: {n}.</source>
        <translation>{name} wurde entfernt. Entfernte Gebärden: {n}.</translation>
    </message>
    <message>
        <source>Undone: {change}</source>
        <translation>Rückgängig gemacht: {change}</translation>
    </message>
    <message>
        <source>Signs relabelled: {n}.</source>
        <translation>Umbenannte Gebärden: {n}.</translation>
    </message>
    <message>
        <source>Checking landmarks</source>
        <translation>Landmarken werden geprüft</translation>
    </message>
    <message>
        <source>Fetching the list of {name}</source>
        <translation>Liste von {name} wird geholt</translation>
    </message>
    <message>
        <source>Duplicate clips removed: {n}.</source>
        <translation>Entfernte doppelte Aufnahmen: {n}.</translation>
    </message>
    <message>
        <source>Looking for duplicate clips</source>
        <translation>Doppelte Aufnahmen werden gesucht</translation>
    </message>
    <message>
        <source>Repaired: {n}</source>
        <translation>Repariert: {n}</translation>
    </message>
    <message>
        <source>Repairing</source>
        <translation>Reparatur läuft</translation>
    </message>
    <message>
        <source>Backup saved. Bytes: {n}.</source>
        <translation>Sicherung gespeichert. Bytes: {n}.</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Sicherung läuft</translation>
    </message>
    <message>
        <source>Backup restored. Signs: {signs}, clips: {clips}.</source>
        <translation>Sicherung wiederhergestellt. Gebärden: {signs}, Aufnahmen: {clips}.</translation>
    </message>
    <message>
        <source>The previous library was saved as {file}</source>
        <translation>Die bisherige Bibliothek wurde gesichert als {file}</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wiederherstellung läuft</translation>
    </message>
</context>
<context>
    <name>MaintainerPage</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Get dictionaries…</source>
        <translation>Wörterbücher holen …</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add a table or pack…</source>
        <translation>Tabelle oder Paket hinzufügen …</translation>
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
        <source>Films that were not fetched, by host:</source>
        <translation>Filme, die nicht geladen wurden, nach Server:</translation>
    </message>
    <message>
        <source>{signs} signs, {clips} clips; model {model}, index {index}.</source>
        <translation>{signs} Gebärden, {clips} Aufnahmen; Modell {model}, Index {index}.</translation>
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
        <source>The folder of {title}</source>
        <translation>Der Ordner von {title}</translation>
    </message>
    <message>
        <source>Tables and packs</source>
        <translation>Tabellen und Pakete</translation>
    </message>
    <message>
        <source>Add a table of clips, or a pack</source>
        <translation>Tabelle von Aufnahmen oder Paket hinzufügen</translation>
    </message>
    <message>
        <source>{name} has no licence, so nobody may use a pack of it. State its licence first: {command}</source>
        <translation>{name} hat keine Lizenz, daher darf niemand ein Paket davon verwenden. Nennen Sie zuerst die Lizenz: {command}</translation>
    </message>
    <message>
        <source>Pack {name} to hand on</source>
        <translation>{name} zum Weitergeben packen</translation>
    </message>
    <message>
        <source>Drop a folder of videos, a table of clips or a pack here</source>
        <translation>Ordner mit Videos, Tabelle von Aufnahmen oder Paket hier ablegen</translation>
    </message>
    <message>
        <source>No signs yet. Add a folder of videos.</source>
        <extracomment>Maximum height of the report, in pixels; a longer one is scrolled.</extracomment>
        <translation>Noch keine Gebärden. Einen Ordner mit Videos hinzufügen.</translation>
    </message>
    <message>
        <source>Already in the library: {n}</source>
        <translation>Bereits in der Bibliothek: {n}</translation>
    </message>
    <message>
        <source>Skipped: {n}</source>
        <translation>Übersprungen: {n}</translation>
    </message>
    <message>
        <source>Tiers added: {names}</source>
        <translation>Hinzugefügte Zeilen: {names}</translation>
    </message>
    <message>
        <source>Tiers skipped: {names}</source>
        <translation>Übersprungene Zeilen: {names}</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Keine Probleme gefunden.</translation>
    </message>
    <message>
        <source>hnswlib is not installed, so every search compares all clips. This takes longer in a library of over 20,000 clips. Install a C++ compiler, then: python -m pip install hnswlib</source>
        <translation>hnswlib ist nicht installiert, deshalb vergleicht jede Suche alle Aufnahmen. In einer Bibliothek mit über 20.000 Aufnahmen dauert das länger. Installiere einen C++-Compiler, danach: python -m pip install hnswlib</translation>
    </message>
    <message>
        <source>The video files are not deleted.</source>
        <translation>Die Videodateien werden nicht gelöscht.</translation>
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
        <translation>Ordner mit Videos hinzufügen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
</context>
<context>
    <name>MapController</name>
    <message>
        <source>Laying out all signs</source>
        <translation>Alle Gebärden werden angeordnet</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Open the map again to restart.</source>
        <translation>Die Karte erneut öffnen, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>Signs written to {name}: {n}</source>
        <translation>Gebärden gespeichert in {name}: {n}</translation>
    </message>
    <message>
        <source>Written to {name}</source>
        <translation>Gespeichert in {name}</translation>
    </message>
</context>
<context>
    <name>MapSection</name>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
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
        <source>Laying out all signs</source>
        <translation>Alle Gebärden werden angeordnet</translation>
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
        <source>Hands</source>
        <translation>Hände</translation>
    </message>
    <message>
        <source>Colour by</source>
        <extracomment>Width of the column next to the map, in pixels.</extracomment>
        <translation>Einfärben nach</translation>
    </message>
    <message>
        <source>Draw around signs to select them (or drag with Shift)</source>
        <translation>Gebärden zum Auswählen umranden (oder mit Umschalttaste ziehen)</translation>
    </message>
    <message>
        <source>Save the map as a figure, in the chosen colours</source>
        <translation>Karte in den gewählten Farben als Abbildung speichern</translation>
    </message>
    <message>
        <source>Legend: select a group to highlight it</source>
        <translation>Legende: Gruppe auswählen, um sie hervorzuheben</translation>
    </message>
    <message>
        <source>This takes a while the first time.</source>
        <translation>Das dauert beim ersten Mal etwas länger.</translation>
    </message>
    <message>
        <source>The dictionary has no signs.</source>
        <translation>Das Wörterbuch enthält keine Gebärden.</translation>
    </message>
    <message>
        <source>Add signs on the Library page.</source>
        <translation>Auf der Seite Bibliothek Gebärden hinzufügen.</translation>
    </message>
    <message>
        <source>Get dictionaries</source>
        <translation>Wörterbücher holen</translation>
    </message>
    <message>
        <source>Show all languages</source>
        <translation>Alle Sprachen zeigen</translation>
    </message>
    <message>
        <source>Shared meaning</source>
        <translation>Gemeinsame Bedeutung</translation>
    </message>
    <message>
        <source>Dominant hand</source>
        <translation>Dominante Hand</translation>
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
        <translation>Auf eine Gebärde zeigen, um sie abzuspielen.</translation>
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
        <extracomment>Pixels between the outermost places and the edge of the window. The closest zoom, as a multiple of the whole map. Distance within which the pointer is at a point, in pixels. Zoom factor of a key press. Zoom factor of one unit of the wheel, an eighth of a degree.</extracomment>
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
    <name>MySignsDialog</name>
    <message>
        <source>My signs</source>
        <translation>Meine Gebärden</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>No signs yet. Record an attempt on the Sign page, then press T.</source>
        <translation>Noch keine Gebärden. Auf der Seite Zeigen einen Versuch aufnehmen, dann T drücken.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Signs you taught</source>
        <translation>Selbst angelernte Gebärden</translation>
    </message>
    <message>
        <source>Confirm removal</source>
        <translation>Entfernen bestätigen</translation>
    </message>
    <message>
        <source>{gloss} will be removed permanently. Press again to confirm, or Esc to cancel.</source>
        <translation>{gloss} wird endgültig entfernt. Zum Bestätigen erneut drücken, mit Esc abbrechen.</translation>
    </message>
    <message>
        <source>Export my signs</source>
        <translation>Meine Gebärden exportieren</translation>
    </message>
    <message>
        <source>my signs.signs</source>
        <translation>Meine Gebärden.signs</translation>
    </message>
    <message>
        <source>Import signs</source>
        <translation>Gebärden importieren</translation>
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
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>OnceMore</name>
    <message>
        <source>Open another file…</source>
        <translation>Andere Datei öffnen…</translation>
    </message>
    <message>
        <source>New sign (N)</source>
        <translation>Neue Gebärde (N)</translation>
    </message>
    <message>
        <source>Do not combine the next recording with these (N)</source>
        <translation>Die nächste Aufnahme nicht mit diesen verbinden (N)</translation>
    </message>
    <message>
        <source>Record again (Space)</source>
        <translation>Noch einmal aufnehmen (Leertaste)</translation>
    </message>
    <message>
        <source>Use the camera</source>
        <translation>Kamera verwenden</translation>
    </message>
    <message>
        <source>Use both anyway (B)</source>
        <translation>Trotzdem beide verwenden (B)</translation>
    </message>
    <message>
        <source>Use all anyway (B)</source>
        <translation>Trotzdem alle verwenden (B)</translation>
    </message>
    <message>
        <source>Undo (B)</source>
        <translation>Rückgängig (B)</translation>
    </message>
    <message>
        <source>Not sure yet. Sign it once more, and the answer will use both attempts.</source>
        <translation>Noch nicht sicher. Noch einmal gebärden, dann nutzt die Antwort beide Versuche.</translation>
    </message>
    <message>
        <source>Still not sure. Sign it once more, and the answer will use all three attempts.</source>
        <translation>Immer noch nicht sicher. Noch einmal gebärden, dann nutzt die Antwort alle drei Versuche.</translation>
    </message>
    <message>
        <source>Attempt {left} clearly differs from attempt {used} and was not used.</source>
        <translation>Versuch {left} unterscheidet sich deutlich von Versuch {used} und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>Attempts {left} clearly differ from attempt {used} and were not used.</source>
        <translation>Die Versuche {left} unterscheiden sich deutlich von Versuch {used} und wurden nicht verwendet.</translation>
    </message>
    <message>
        <source>The answer uses attempts {used}, which clearly differ.</source>
        <translation>Die Antwort nutzt die Versuche {used}, die sich deutlich unterscheiden.</translation>
    </message>
    <message>
        <source>The answer uses attempts {used}.</source>
        <translation>Die Antwort nutzt die Versuche {used}.</translation>
    </message>
    <message>
        <source>Remove attempt {number} from the answer</source>
        <translation>Versuch {number} aus der Antwort entfernen</translation>
    </message>
</context>
<context>
    <name>OpenRecording</name>
    <message>
        <source>Mark one sign in {name}.</source>
        <extracomment>A recording with its pose, or with the error that occurred while reading it. Endings of tables and packs, which contain many signs.</extracomment>
        <translation>Eine Gebärde in {name} markieren.</translation>
    </message>
    <message>
        <source>Duration: {time}. Press I at the start of a sign and O at its end, then Enter. Only that part is read.</source>
        <translation>Dauer: {time}. Am Anfang einer Gebärde I drücken, am Ende O, dann die Eingabetaste. Nur dieser Abschnitt wird gelesen.</translation>
    </message>
    <message>
        <source>{name} is not a single sign.</source>
        <translation>{name} ist keine einzelne Gebärde.</translation>
    </message>
    <message>
        <source>Folders of videos, tables of clips and packs can be added to your library.</source>
        <translation>Ordner mit Videos, Tabellen von Aufnahmen und Pakete können zur Bibliothek hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Add to the library…</source>
        <translation>Zur Bibliothek hinzufügen…</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Detecting hands, face and body in every frame.</source>
        <translation>Hände, Gesicht und Körper werden in jedem Bild erkannt.</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>Add {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Checking {name}</source>
        <translation>{name} wird geprüft</translation>
    </message>
    <message>
        <source>The first signs of the pack</source>
        <translation>Die ersten Gebärden des Pakets</translation>
    </message>
    <message>
        <source>Its signs are added with the languages and the terms that it states.</source>
        <translation>Seine Gebärden werden mit den Sprachen und Bedingungen hinzugefügt, die es nennt.</translation>
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
        <source>Credit</source>
        <translation>Namensnennung</translation>
    </message>
    <message>
        <source>Glosses</source>
        <translation>Glossen</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Sign languages</source>
        <translation>Gebärdensprachen</translation>
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
    <name>PairCard</name>
    <message>
        <source>One frame back</source>
        <extracomment>Pairs that differ in one facet only: a kind in addition to those of `signdict.linguistics.pairs`. The facets that may differ, in the order in which differences are listed. One frame at 25 frames per second, in seconds.</extracomment>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>Ein Bild weiter</translation>
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
        <source>{speed} x</source>
        <translation>{speed} x</translation>
    </message>
    <message>
        <source>Show signs like {name} in all sign languages ({key})</source>
        <translation>Ähnliche Gebärden wie {name} in allen Gebärdensprachen anzeigen ({key})</translation>
    </message>
    <message>
        <source>Show signs like {name}</source>
        <translation>Ähnliche Gebärden wie {name} anzeigen</translation>
    </message>
    <message>
        <source>Differences: {what}</source>
        <translation>Unterschiede: {what}</translation>
    </message>
    <message>
        <source>The second sign is shown mirrored because it fits better.</source>
        <translation>Die zweite Gebärde wird gespiegelt angezeigt, weil sie so besser passt.</translation>
    </message>
    <message>
        <source>Hands, place, movement and handshape are the same.</source>
        <translation>Hände, Ort, Bewegung und Handform sind gleich.</translation>
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
        <source>You can also compare a language with itself</source>
        <translation>Eine Sprache lässt sich auch mit sich selbst vergleichen</translation>
    </message>
    <message>
        <source>Facet that differs</source>
        <translation>Abweichendes Merkmal</translation>
    </message>
    <message>
        <source>Kind of pairs</source>
        <translation>Art der Paare</translation>
    </message>
    <message>
        <source>Any facet</source>
        <translation>Beliebiges Merkmal</translation>
    </message>
    <message>
        <source>{name}  ({count})</source>
        <translation>{name}  ({count})</translation>
    </message>
</context>
<context>
    <name>PairController</name>
    <message>
        <source>Comparing sign by sign</source>
        <translation>Gebärden werden einzeln verglichen</translation>
    </message>
    <message>
        <source>Pairs written to {name}: {n}</source>
        <translation>Paare gespeichert in {name}: {n}</translation>
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
        <source>Save the listed pairs as a table</source>
        <translation>Aufgelistete Paare als Tabelle speichern</translation>
    </message>
    <message>
        <source>The dictionary has no signs.</source>
        <translation>Das Wörterbuch enthält keine Gebärden.</translation>
    </message>
    <message>
        <source>Add signs on the Library page.</source>
        <translation>Auf der Seite Bibliothek Gebärden hinzufügen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
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
        <source>No pairs of this kind.</source>
        <translation>Keine Paare dieser Art.</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Similarity according to the model; 1 means identical</source>
        <translation>Ähnlichkeit laut Modell; 1 bedeutet identisch</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>How likely one sign is to be taken for the other</source>
        <translation>Wie leicht die eine Gebärde für die andere gehalten wird</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>This takes a while for large languages. You can use other pages meanwhile.</source>
        <translation>Bei großen Sprachen dauert das eine Weile. Andere Seiten bleiben so lange benutzbar.</translation>
    </message>
    <message>
        <source>Choose another kind of pairs, or other languages.</source>
        <translation>Eine andere Art von Paaren oder andere Sprachen wählen.</translation>
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
        <source>Comparing sign by sign</source>
        <translation>Gebärden werden einzeln verglichen</translation>
    </message>
    <message>
        <source>Save pairs</source>
        <translation>Paare speichern</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>You</source>
        <extracomment>Pause at the end of a loop, in seconds.</extracomment>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Your attempt</source>
        <translation>Ihr Versuch</translation>
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
        <source>One frame forward</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>Position in the sign</source>
        <translation>Position in der Gebärde</translation>
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
        <source>Alternate normal and slow speed</source>
        <translation>Abwechselnd normal und langsam abspielen</translation>
    </message>
    <message>
        <source>Start the loop here</source>
        <translation>Schleife hier beginnen</translation>
    </message>
    <message>
        <source>End the loop here</source>
        <translation>Schleife hier beenden</translation>
    </message>
    <message>
        <source>Play the whole sign</source>
        <translation>Ganze Gebärde abspielen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>{first} to {last} s</source>
        <translation>{first} bis {last} s</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Drop a video of a sign here</source>
        <translation>Video einer Gebärde hier ablegen</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Use the camera</source>
        <translation>Kamera verwenden</translation>
    </message>
    <message>
        <source>What was signed</source>
        <translation>Eigene Aufnahme</translation>
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
        <translation>Video einer Gebärde öffnen</translation>
    </message>
    <message>
        <source>Duration: {seconds} seconds.</source>
        <translation>Dauer: {seconds} Sekunden.</translation>
    </message>
    <message>
        <source>{message} Several people are in the picture; the result may follow the wrong one. Use a video of one person.</source>
        <translation>{message} Mehrere Personen sind im Bild; das Ergebnis bezieht sich vielleicht auf die falsche. Bitte ein Video mit nur einer Person verwenden.</translation>
    </message>
    <message>
        <source>Turn the camera off</source>
        <translation>Kamera ausschalten</translation>
    </message>
    <message>
        <source>For best results, show one person from the hips up, facing the camera in good light, signing one sign. Nothing leaves this computer.</source>
        <translation>Am besten gelingt es mit einer Person, die ab der Hüfte zu sehen ist, in die Kamera blickt und bei gutem Licht eine einzelne Gebärde zeigt. Alle Daten bleiben auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>This request failed.</source>
        <translation>Diese Anfrage ist fehlgeschlagen.</translation>
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
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts and gestures (F1)</source>
        <translation>Tastenkürzel und Gesten (F1)</translation>
    </message>
    <message>
        <source>Sign something and see what it means</source>
        <translation>Eine Gebärde zeigen und ihre Bedeutung sehen</translation>
    </message>
    <message>
        <source>Type a word and see its sign</source>
        <translation>Ein Wort eingeben und die Gebärde dazu sehen</translation>
    </message>
    <message>
        <source>Compare signs and sign languages</source>
        <translation>Gebärden und Gebärdensprachen vergleichen</translation>
    </message>
    <message>
        <source>Add and manage signs</source>
        <translation>Gebärden hinzufügen und verwalten</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Sign languages, appearance, motion and language</source>
        <translation>Gebärdensprachen, Aussehen, Bewegung und Sprache</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
</context>
<context>
    <name>RelabelDialog</name>
    <message>
        <source>Relabel signs</source>
        <translation>Gebärden umbenennen</translation>
    </message>
    <message>
        <source>Unchanged, or a code such as de</source>
        <translation>Unverändert oder ein Code wie de</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>All my sources</source>
        <translation>Alle meine Quellen</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Es wurde noch nichts geändert.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>New labels come from {name}.</source>
        <translation>Die neuen Namen stammen aus {name}.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the table cannot be used.</source>
        <translation>
            <numerusform>%n Zeile der Tabelle ist nicht verwendbar.</numerusform>
            <numerusform>%n Zeilen der Tabelle sind nicht verwendbar.</numerusform>
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
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Or use a CSV with the columns gloss and new_gloss, new_sign_language, …</source>
        <translation>Oder eine CSV-Datei mit den Spalten gloss und new_gloss, new_sign_language, … verwenden</translation>
    </message>
    <message>
        <source>Choose a table (CSV)…</source>
        <translation>Tabelle auswählen (CSV)…</translation>
    </message>
    <message>
        <source>Use the form instead</source>
        <translation>Stattdessen Formular verwenden</translation>
    </message>
    <message>
        <source>Choose a table of new labels</source>
        <translation>Tabelle mit neuen Namen auswählen</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>Umbenennen</translation>
    </message>
    <message numerus="yes">
        <source>%n sign(s) would change.</source>
        <translation>
            <numerusform>%n Gebärde würde geändert.</numerusform>
            <numerusform>%n Gebärden würden geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Language of the glosses</source>
        <translation>Sprache der Glossen</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
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
        <source>Search all languages</source>
        <translation>In allen Sprachen suchen</translation>
    </message>
    <message>
        <source>Get dictionaries</source>
        <translation>Wörterbücher holen</translation>
    </message>
    <message>
        <source>No signs match.</source>
        <translation>Keine passenden Gebärden.</translation>
    </message>
    <message>
        <source>Remove one of the filters above, or show all signs.</source>
        <translation>Oben einen Filter entfernen oder alle Gebärden anzeigen.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
</context>
<context>
    <name>RowTable</name>
    <message>
        <source>Columns</source>
        <extracomment>The index types that Qt hands to the methods of a model. Space above and below the text of a row, in pixels.</extracomment>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>Shutter</name>
    <message>
        <source>Space starts and ends a recording; Esc discards it</source>
        <extracomment>Start modes, as stored in the settings.</extracomment>
        <translation>Die Leertaste startet und beendet eine Aufnahme, Esc verwirft sie</translation>
    </message>
    <message>
        <source>How a recording starts</source>
        <translation>Start der Aufnahme</translation>
    </message>
    <message>
        <source>Starts automatically</source>
        <translation>Startet automatisch</translation>
    </message>
    <message>
        <source>Starts with Space</source>
        <translation>Startet mit der Leertaste</translation>
    </message>
    <message>
        <source>Starts after a countdown</source>
        <translation>Startet nach Countdown</translation>
    </message>
    <message>
        <source>Recording. Press Space to end, Esc to discard.</source>
        <translation>Aufnahme läuft. Leertaste beendet, Esc verwirft.</translation>
    </message>
    <message>
        <source>Recording. Lower your hands to end.</source>
        <translation>Aufnahme läuft. Zum Beenden die Hände senken.</translation>
    </message>
    <message>
        <source>Sign when you are ready.</source>
        <translation>Bereit zum Gebärden.</translation>
    </message>
    <message>
        <source>Press Space to record.</source>
        <translation>Zum Aufnehmen die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Press Space to start the countdown.</source>
        <translation>Countdown mit der Leertaste starten.</translation>
    </message>
    <message>
        <source>Cancel the countdown</source>
        <translation>Countdown abbrechen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
</context>
<context>
    <name>SignCard</name>
    <message>
        <source>What looks like this?</source>
        <extracomment>A sign plays once it has been the current one for this long, in milliseconds. Width of the card, in pixels.</extracomment>
        <translation>Was sieht ähnlich aus?</translation>
    </message>
    <message>
        <source>Show similar signs in all sign languages (Return)</source>
        <translation>Ähnliche Gebärden in allen Gebärdensprachen anzeigen (Eingabetaste)</translation>
    </message>
    <message>
        <source>No sign</source>
        <translation>Keine Gebärde</translation>
    </message>
</context>
<context>
    <name>SignModel</name>
    <message>
        <source>{name}: click to sort, or press Alt+Up or Alt+Down in the table</source>
        <translation>{name}: zum Sortieren klicken oder in der Tabelle Alt+Auf oder Alt+Ab drücken</translation>
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
        <source>Kind</source>
        <translation>Art</translation>
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
        <extracomment>The columns, with the width of each in average letters.</extracomment>
        <translation>Alle Gebärden</translation>
    </message>
</context>
<context>
    <name>SignView</name>
    <message>
        <source>A hand in dashes was not found in these frames; its place is estimated.</source>
        <extracomment>Pause at the end of a loop, in seconds, so that its start is recognised. Speed of every second loop when slow and normal speed alternate.</extracomment>
        <translation>Eine gestrichelte Hand wurde in diesen Bildern nicht gefunden; ihr Ort ist geschätzt.</translation>
    </message>
</context>
<context>
    <name>SimilarityController</name>
    <message>
        <source>Comparing languages</source>
        <translation>Sprachen werden verglichen</translation>
    </message>
    <message>
        <source>Written to {name}</source>
        <translation>Gespeichert in {name}</translation>
    </message>
</context>
<context>
    <name>SimilarityMatrix</name>
    <message>
        <source>Similarity of each pair of languages</source>
        <extracomment>Smallest and largest size (width, height) of a cell, and the line around one, in pixels. The largest difference gets the full colour if it is at least this; smaller ones are noise. Width of the tree, margin, and width of its lines, in pixels.</extracomment>
        <translation>Ähnlichkeit je Sprachpaar</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
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
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>No two languages share enough meanings.</source>
        <translation>Keine zwei Sprachen haben genug gemeinsame Bedeutungen.</translation>
    </message>
    <message>
        <source>Similarity of languages</source>
        <translation>Ähnlichkeit der Sprachen</translation>
    </message>
    <message>
        <source>Each number shows how much more similar signs of two languages are if they have the same meaning. Caution: if each language has its own signers and cameras, their differences count as well.</source>
        <translation>Jede Zahl gibt an, um wie viel ähnlicher Gebärden zweier Sprachen sind, wenn sie dasselbe bedeuten. Vorsicht: Hat jede Sprache eigene Gebärdende und Kameras, fließen auch deren Unterschiede ein.</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Signs with the same concept, or else the same gloss, count as having the same meaning. Add signs of another language on the Library page.</source>
        <translation>Gebärden mit demselben Begriff, ersatzweise mit derselben Glosse, gelten als gleichbedeutend. Auf der Seite Bibliothek Gebärden einer weiteren Sprache hinzufügen.</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
</context>
<context>
    <name>SimilarityTreeView</name>
    <message>
        <source>Tree of languages</source>
        <translation>Sprachenbaum</translation>
    </message>
    <message>
        <source>{left} + {right} at {distance}</source>
        <translation>{left} + {right} bei {distance}</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message numerus="yes">
        <source>%n sign(s)</source>
        <extracomment>Number of characters of a version that are shown: the hash of a commit is long.</extracomment>
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
        <source>Search this source</source>
        <translation>Diese Quelle durchsuchen</translation>
    </message>
    <message>
        <source>Search {name}</source>
        <translation>{name} durchsuchen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Pack to hand on…</source>
        <translation>Zum Weitergeben packen …</translation>
    </message>
    <message>
        <source>Write all its signs, with its terms, to one file</source>
        <translation>Alle Gebärden mit ihren Bedingungen in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Pack {name} to hand on</source>
        <translation>{name} zum Weitergeben packen</translation>
    </message>
</context>
<context>
    <name>SourceFilter</name>
    <message>
        <source>Choose the sources whose signs are shown</source>
        <translation>Quellen der angezeigten Gebärden auswählen</translation>
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
        <translation>Gemeinsame Begriffe der Sprachen</translation>
    </message>
    <message>
        <source>Order of concepts</source>
        <translation>Reihenfolge der Begriffe</translation>
    </message>
    <message>
        <source>Most similar first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <source>Least similar first</source>
        <translation>Unähnlichste zuerst</translation>
    </message>
    <message>
        <source>Show signs</source>
        <translation>Gebärden anzeigen</translation>
    </message>
    <message>
        <source>Show the signs of this concept side by side (Return)</source>
        <translation>Gebärden dieses Begriffs nebeneinander anzeigen (Eingabetaste)</translation>
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
        <source>Sum over dimensions of the deviation between languages; low means similar</source>
        <translation>Summe der Abweichungen zwischen den Sprachen über alle Dimensionen; niedrig bedeutet ähnlich</translation>
    </message>
    <message>
        <source>Share of random groups of signs of these languages that are as similar</source>
        <translation>Anteil zufälliger Gruppen von Gebärden dieser Sprachen, die ebenso ähnlich sind</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Concepts shared by more languages come first, because spread grows with the number of languages</source>
        <translation>Begriffe, die mehr Sprachen gemeinsam haben, stehen zuerst, weil die Streuung mit der Zahl der Sprachen wächst</translation>
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
        <source>Sign</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Example of a sign</source>
        <translation>Beispiel einer Gebärde</translation>
    </message>
    <message>
        <source>Open or drop a video of a sign, or sign in front of the camera.</source>
        <translation>Video einer Gebärde öffnen oder ablegen, oder vor der Kamera gebärden.</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
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
        <translation>Wort eingeben</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Choose a sign and see similar signs in other languages.</source>
        <translation>Eine Gebärde auswählen und ähnliche in anderen Sprachen sehen.</translation>
    </message>
    <message>
        <source>Choose a sign</source>
        <translation>Gebärde auswählen</translation>
    </message>
</context>
<context>
    <name>StillPreview</name>
    <message>
        <source>Frame at the current position</source>
        <translation>Bild an der aktuellen Position</translation>
    </message>
</context>
<context>
    <name>TableController</name>
    <message>
        <source>Listing all signs</source>
        <translation>Alle Gebärden werden aufgelistet</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Computing facets</source>
        <translation>Merkmale werden berechnet</translation>
    </message>
    <message>
        <source>Signs written to {name}: {n}</source>
        <translation>Gebärden gespeichert in {name}: {n}</translation>
    </message>
</context>
<context>
    <name>TableFilters</name>
    <message>
        <source>Filter the table</source>
        <extracomment>Milliseconds to wait for the next key: filtering 100,000 rows costs more than a short query.</extracomment>
        <translation>Tabelle filtern</translation>
    </message>
    <message>
        <source>Words of the gloss, the meaning or a translation</source>
        <translation>Wörter aus Glosse, Bedeutung oder Übersetzung</translation>
    </message>
    <message>
        <source>Words to filter by</source>
        <translation>Filterwörter</translation>
    </message>
    <message>
        <source>Show all signs</source>
        <translation>Alle Gebärden anzeigen</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
</context>
<context>
    <name>TableSection</name>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Listing all signs</source>
        <translation>Alle Gebärden werden aufgelistet</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Compute hands, place, handshape and movement of all signs</source>
        <extracomment>Interval at which new facets are written into the table, in milliseconds.</extracomment>
        <translation>Hände, Ort, Handform und Bewegung aller Gebärden berechnen</translation>
    </message>
    <message>
        <source>Save the signs shown, in this order</source>
        <translation>Angezeigte Gebärden in dieser Reihenfolge speichern</translation>
    </message>
    <message>
        <source>The dictionary has no signs.</source>
        <translation>Das Wörterbuch enthält keine Gebärden.</translation>
    </message>
    <message>
        <source>Add signs on the Library page.</source>
        <translation>Auf der Seite Bibliothek Gebärden hinzufügen.</translation>
    </message>
    <message>
        <source>Get dictionaries</source>
        <translation>Wörterbücher holen</translation>
    </message>
    <message>
        <source>Show all languages</source>
        <translation>Alle Sprachen zeigen</translation>
    </message>
    <message>
        <source>No signs match.</source>
        <translation>Keine passenden Gebärden.</translation>
    </message>
    <message>
        <source>Type other words, or remove some filters.</source>
        <translation>Andere Wörter eingeben oder Filter entfernen.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
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
        <source>Compute facets of %n more signs</source>
        <translation>
            <numerusform>Merkmale von %n weiterer Gebärde berechnen</numerusform>
            <numerusform>Merkmale von %n weiteren Gebärden berechnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Save signs</source>
        <translation>Gebärden speichern</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop: {name}</source>
        <translation>Abbrechen: {name}</translation>
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
        <extracomment>Milliseconds after the last keystroke before the dictionary is queried.</extracomment>
        <translation>Gebärde anlernen</translation>
    </message>
    <message>
        <source>What the sign means</source>
        <translation>Bedeutung der Gebärde</translation>
    </message>
    <message>
        <source>Edit {gloss}</source>
        <translation>{gloss} bearbeiten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>You already taught this gloss</source>
        <translation>Zu dieser Glosse gibt es schon eine eigene Gebärde</translation>
    </message>
    <message>
        <source>Add these attempts to the existing sign</source>
        <translation>Versuche zur vorhandenen Gebärde hinzufügen</translation>
    </message>
    <message>
        <source>Create another sign with this gloss</source>
        <translation>Weitere Gebärde mit dieser Glosse anlegen</translation>
    </message>
    <message>
        <source>Which attempts show the sign? Select up to {n}.</source>
        <translation>Welche Versuche zeigen die Gebärde? Bis zu {n} auswählen.</translation>
    </message>
    <message>
        <source>You have another sign with this gloss. The two will be merged.</source>
        <translation>Es gibt schon eine eigene Gebärde mit dieser Glosse. Die beiden werden zusammengeführt.</translation>
    </message>
    <message>
        <source>You already taught this gloss.</source>
        <translation>Zu dieser Glosse gibt es schon eine eigene Gebärde.</translation>
    </message>
    <message>
        <source>{where} has this gloss, too. Your sign is saved separately.</source>
        <translation>Diese Glosse gibt es auch in {where}. Ihre Gebärde wird getrennt gespeichert.</translation>
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
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Only the landmarks are saved, on this computer; no video. The next search finds the sign.</source>
        <translation>Gespeichert werden nur die Punkte von Körper, Gesicht und Händen, kein Video, und nur auf diesem Computer. Schon die nächste Suche findet die Gebärde.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Anlernen</translation>
    </message>
    <message>
        <source>My signs…</source>
        <translation>Meine Gebärden…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>TeacherController</name>
    <message>
        <source>Reading the names of signs</source>
        <extracomment>The signs for some words, work that would find more by meaning, if any, and the codes of languages that were not searched but have the words. What the panel shows: all lists, the open one, and its signs, None for those not in the library.</extracomment>
        <translation>Namen der Gebärden werden gelesen</translation>
    </message>
</context>
<context>
    <name>TeacherPage</name>
    <message>
        <source>Language of the words</source>
        <translation>Sprache der Wörter</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Type a word, for example house</source>
        <extracomment>Languages that a line names.</extracomment>
        <translation>Wort eingeben, zum Beispiel Haus</translation>
    </message>
    <message>
        <source>Words to search for</source>
        <translation>Suchwörter</translation>
    </message>
    <message>
        <source>Show lists of signs next to the results (Ctrl+L)</source>
        <translation>Gebärdenlisten neben den Ergebnissen anzeigen (Strg+L)</translation>
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
        <source>No gloss contains these words. These signs are nearest in meaning.</source>
        <translation>Keine Glosse enthält diese Wörter. Diese Gebärden kommen der Bedeutung am nächsten.</translation>
    </message>
    <message>
        <source>No signs of this kind.</source>
        <translation>Keine Gebärden dieser Art.</translation>
    </message>
    <message>
        <source>Only words, or only letters, are searched now.</source>
        <translation>Zurzeit werden nur Wörter oder nur Buchstaben gesucht.</translation>
    </message>
    <message>
        <source>Search words and letters</source>
        <translation>Wörter und Buchstaben suchen</translation>
    </message>
    <message>
        <source>No sign for “{words}” in your languages.</source>
        <translation>Keine Gebärde für „{words}“ in den eigenen Sprachen.</translation>
    </message>
    <message>
        <source>No sign for “{words}” in {language}.</source>
        <translation>Keine Gebärde für „{words}“: {language}.</translation>
    </message>
    <message>
        <source>“{words}” is in {languages}.</source>
        <translation>„{words}“ gibt es hier: {languages}.</translation>
    </message>
    <message numerus="yes">
        <source>“{words}” is in {languages} and %n more language(s).</source>
        <translation>
            <numerusform>„{words}“ gibt es in {languages} und %n weiteren Sprache.</numerusform>
            <numerusform>„{words}“ gibt es in {languages} und %n weiteren Sprachen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No gloss contains these words.</source>
        <translation>Keine Glosse enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Searching by meaning.</source>
        <translation>Nach der Bedeutung wird gesucht.</translation>
    </message>
    <message>
        <source>No signs match “{words}”.</source>
        <translation>Keine Gebärden für „{words}“ gefunden.</translation>
    </message>
    <message>
        <source>No signs in these languages.</source>
        <translation>Keine Gebärden in diesen Sprachen.</translation>
    </message>
    <message>
        <source>Search in all languages, or try a shorter or related word.</source>
        <translation>In allen Sprachen suchen oder ein kürzeres oder verwandtes Wort eingeben.</translation>
    </message>
    <message>
        <source>Try a shorter or related word, or its basic form.</source>
        <translation>Ein kürzeres oder verwandtes Wort oder die Grundform eingeben.</translation>
    </message>
    <message>
        <source>No signs yet.</source>
        <translation>Noch keine Gebärden.</translation>
    </message>
    <message>
        <source>Add a folder of videos on the Library page.</source>
        <translation>Auf der Seite Bibliothek einen Ordner mit Videos hinzufügen.</translation>
    </message>
</context>
<context>
    <name>TeachingController</name>
    <message>
        <source>Teaching {gloss}</source>
        <translation>{gloss} wird angelernt</translation>
    </message>
    <message>
        <source>Stopped. Nothing was saved.</source>
        <translation>Abgebrochen. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The sign is now called {gloss}.</source>
        <translation>Die Gebärde heißt jetzt {gloss}.</translation>
    </message>
    <message>
        <source>{gloss} was removed.</source>
        <translation>{gloss} wurde entfernt.</translation>
    </message>
    <message>
        <source>Exported {n} signs.</source>
        <translation>{n} Gebärden exportiert.</translation>
    </message>
    <message>
        <source>Exporting to {name}</source>
        <translation>Export nach {name} läuft</translation>
    </message>
    <message>
        <source>Imported {new} clips; {old} were already in the library.</source>
        <translation>{new} Aufnahmen importiert; {old} waren bereits in der Bibliothek.</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>{name} wird importiert</translation>
    </message>
</context>
<context>
    <name>TierList</name>
    <message>
        <source>Tier</source>
        <extracomment>Rows in view without scrolling, the space around the text of a row, and the smallest width.</extracomment>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>Annotationen</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>dominant</source>
        <translation>dominant</translation>
    </message>
    <message>
        <source>non-dominant</source>
        <translation>nicht dominant</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>mirrored</source>
        <extracomment>Smallest size (width, height) of a moving sign that can still be read, in pixels. Size of the gloss relative to other text. Keys that the tile ignores, because they move between tiles. The word for each confidence, from the given value up. Length of the bar, and its distance from the word, in pixels.</extracomment>
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
        <extracomment>Seconds that the lower strip shows: few enough to distinguish single frames. Height of the lower and the upper strip, in pixels. Milliseconds between two frames while playing.</extracomment>
        <translation>Zeitleiste von {name}</translation>
    </message>
    <message>
        <source>Go to the end of the sign and press O.</source>
        <translation>Zum Ende der Gebärde gehen und O drücken.</translation>
    </message>
    <message>
        <source>Go to the start of the sign and press I.</source>
        <translation>Zum Anfang der Gebärde gehen und I drücken.</translation>
    </message>
    <message>
        <source>Mark a sign first: press I at its start and O at its end.</source>
        <translation>Zuerst eine Gebärde markieren: am Anfang I drücken, am Ende O.</translation>
    </message>
    <message>
        <source>The part is longer than {n} seconds. Mark a single sign.</source>
        <translation>Der Abschnitt ist länger als {n} Sekunden. Eine einzelne Gebärde markieren.</translation>
    </message>
    <message>
        <source>{place} of {whole}</source>
        <translation>{place} von {whole}</translation>
    </message>
    <message>
        <source>{place}, part {seconds} s</source>
        <translation>{place}, Abschnitt {seconds} s</translation>
    </message>
    <message>
        <source>Press Enter to look up the part.</source>
        <translation>Mit der Eingabetaste den Abschnitt nachschlagen.</translation>
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
        <translation>Duplikate zusammenführen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
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
        <translation>Aufnahme abspielen oder anhalten</translation>
    </message>
    <message>
        <source> per second</source>
        <translation> pro Sekunde</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Start the part at this frame</source>
        <translation>Abschnitt mit diesem Bild beginnen</translation>
    </message>
    <message>
        <source>End the part with this frame</source>
        <translation>Abschnitt mit diesem Bild beenden</translation>
    </message>
    <message>
        <source>Find out what the marked part means (Enter)</source>
        <translation>Bedeutung des markierten Abschnitts nachschlagen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Start (I)</source>
        <translation>Anfang (I)</translation>
    </message>
    <message>
        <source>End (O)</source>
        <translation>Ende (O)</translation>
    </message>
    <message>
        <source>Look up the part</source>
        <translation>Abschnitt nachschlagen</translation>
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
        <source>Filters, order and columns saved under a name</source>
        <extracomment>A longer name of a view is elided, in average letters.</extracomment>
        <translation>Unter einem Namen gespeicherte Filter, Reihenfolge und Spalten</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Saved views: {name}</source>
        <translation>Gespeicherte Ansichten: {name}</translation>
    </message>
    <message>
        <source>Saved views of the table</source>
        <translation>Gespeicherte Ansichten der Tabelle</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Ansicht speichern…</translation>
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
        <translation>Ansicht speichern</translation>
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
        <source>The import of {name} is not finished.</source>
        <translation>Der Import von {name} ist noch nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>Select “Resume” on the Library page to read the rest.</source>
        <translation>Auf der Seite Bibliothek „Fortsetzen“ wählen, um den Rest zu lesen.</translation>
    </message>
    <message>
        <source>The new language takes effect the next time you start signdict.</source>
        <translation>Die neue Sprache gilt ab dem nächsten Start von signdict.</translation>
    </message>
</context>
<context>
    <name>_Matrix</name>
    <message>
        <source>{name} ({code})</source>
        <translation>{name} ({code})</translation>
    </message>
    <message>
        <source>{name}: {count} meanings</source>
        <translation>{name}: {count} Bedeutungen</translation>
    </message>
    <message>
        <source>{first} and {second} share too few meanings to compare.</source>
        <translation>{first} und {second} haben zu wenige gemeinsame Bedeutungen für einen Vergleich.</translation>
    </message>
    <message>
        <source>{first} and {second} share {shared} meanings. Similarity of signs with the same meaning: {same}, with different meanings: {other}, difference: {difference}. Probability of such a difference by chance: {chance}.</source>
        <translation>{first} und {second} haben {shared} gemeinsame Bedeutungen. Ähnlichkeit bei gleicher Bedeutung: {same}, bei verschiedener Bedeutung: {other}, Differenz: {difference}. Wahrscheinlichkeit einer solchen Differenz durch Zufall: {chance}.</translation>
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
        <extracomment>Number of rows that are measured to fit a column.</extracomment>
        <translation>Zum Sortieren klicken oder in der Tabelle Alt+Auf oder Alt+Ab drücken</translation>
    </message>
</context>
<context>
    <name>facets</name>
    <message>
        <source>Hands</source>
        <extracomment>The facets to filter by, the most reliably recognised first. Every facet, in the order of a table&apos;s columns.</extracomment>
        <translation>Hände</translation>
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
        <source>Dominant hand</source>
        <translation>Dominante Hand</translation>
    </message>
    <message>
        <source>Alternating</source>
        <translation>Abwechselnd</translation>
    </message>
    <message>
        <source>Next to the body</source>
        <translation>Neben dem Körper</translation>
    </message>
    <message>
        <source>Held still</source>
        <translation>Ohne Bewegung</translation>
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
        <translation>Daumen abgespreizt</translation>
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
        <source>Pinch</source>
        <translation>Finger am Daumen</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Claw or hook</source>
        <translation>Kralle oder Haken</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>Clips whose landmarks have faults: {n} of {all}. Their signs are found less often.</source>
        <extracomment>Largest number of clips that are listed.</extracomment>
        <translation>Clips mit Fehlern in den Landmarken: {n} von {all}. Ihre Gebärden werden seltener gefunden.</translation>
    </message>
    <message>
        <source>{source}: {n} of {all}</source>
        <translation>{source}: {n} von {all}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
    <message>
        <source>A hand that is lost for up to {n} frames is drawn in dashes. Where it is lost for longer, add another film of the sign, with both hands in the picture and enough light.</source>
        <translation>Eine Hand, die für bis zu {n} Bilder verloren ist, wird gestrichelt gezeichnet. Ist sie länger verloren, fügen Sie einen weiteren Film der Gebärde hinzu, mit beiden Händen im Bild und genug Licht.</translation>
    </message>
    <message>
        <source>no hand is found in {share} of the sign</source>
        <translation>in {share} der Gebärde ist keine Hand zu finden</translation>
    </message>
    <message>
        <source>the left hand is lost in {share} of the sign</source>
        <translation>die linke Hand ist in {share} der Gebärde verloren</translation>
    </message>
    <message>
        <source>the right hand is lost in {share} of the sign</source>
        <translation>die rechte Hand ist in {share} der Gebärde verloren</translation>
    </message>
    <message>
        <source>the left palm turns over {n} times in 1,000 frames</source>
        <translation>die linke Handfläche dreht sich {n}-mal in 1.000 Bildern um</translation>
    </message>
    <message>
        <source>the right palm turns over {n} times in 1,000 frames</source>
        <translation>die rechte Handfläche dreht sich {n}-mal in 1.000 Bildern um</translation>
    </message>
</context>
<context>
    <name>filters</name>
    <message>
        <source>{names} and {n} more</source>
        <extracomment>The number of sign languages that are named for one result.</extracomment>
        <translation>{names} und {n} weitere</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Letter of an alphabet</source>
        <translation>Buchstabe eines Alphabets</translation>
    </message>
</context>
<context>
    <name>pairs</name>
    <message>
        <source>Same form, different meaning</source>
        <translation>Gleiche Form, andere Bedeutung</translation>
    </message>
    <message>
        <source>Same form and meaning</source>
        <translation>Gleiche Form und Bedeutung</translation>
    </message>
    <message>
        <source>Same meaning, different form</source>
        <translation>Gleiche Bedeutung, andere Form</translation>
    </message>
    <message>
        <source>Minimal pairs: one facet differs</source>
        <translation>Minimalpaare: ein Merkmal weicht ab</translation>
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
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>alternating</source>
        <translation>abwechselnd</translation>
    </message>
    <message>
        <source>not symmetric</source>
        <translation>nicht symmetrisch</translation>
    </message>
</context>
</TS>
