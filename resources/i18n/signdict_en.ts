<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>DatasetCard</name>
    <message numerus="yes">
        <source>%n sign(s)</source>
        <translation>
            <numerusform>%n sign</numerusform>
            <numerusform>%n signs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signer(s)</source>
        <translation>
            <numerusform>%n signer</numerusform>
            <numerusform>%n signers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n clip</numerusform>
            <numerusform>%n clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Already here: %n sign(s), source {names}.</source>
        <translation>
            <numerusform>Already here: %n sign, source {names}.</numerusform>
            <numerusform>Already here: %n signs, source {names}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DatasetFilter</name>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DictionariesDialog</name>
    <message numerus="yes">
        <source>%n dataset(s)</source>
        <translation>
            <numerusform>%n dataset</numerusform>
            <numerusform>%n datasets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilmsChoice</name>
    <message numerus="yes">
        <source>This list names %n film(s) on the web.</source>
        <translation>
            <numerusform>This list names %n film on the web.</numerusform>
            <numerusform>This list names %n films on the web.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LanguageChooser</name>
    <message numerus="yes">
        <source>%n words</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letters</source>
        <translation>
            <numerusform>%n letter</numerusform>
            <numerusform>%n letters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LanguageFilter</name>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MaintainerPage</name>
    <message numerus="yes">
        <source>Remove {name}, with %n sign(s)?</source>
        <translation>
            <numerusform>Remove {name}, with %n sign?</numerusform>
            <numerusform>Remove {name}, with %n signs?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapSection</name>
    <message numerus="yes">
        <source>%n signs selected</source>
        <translation>
            <numerusform>%n sign selected</numerusform>
            <numerusform>%n signs selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MySignsDialog</name>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n clip</numerusform>
            <numerusform>%n clips</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairSection</name>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RelabelDialog</name>
    <message numerus="yes">
        <source>%n sign(s) would change.</source>
        <translation>
            <numerusform>%n sign would change.</numerusform>
            <numerusform>%n signs would change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the table cannot be used.</source>
        <translation>
            <numerusform>%n line of the table cannot be used.</numerusform>
            <numerusform>%n lines of the table cannot be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message numerus="yes">
        <source>%n sign(s)</source>
        <extracomment>Number of characters of a version that are shown: the hash of a commit is long.</extracomment>
        <translation>
            <numerusform>%n sign</numerusform>
            <numerusform>%n signs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceFilter</name>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableSection</name>
    <message numerus="yes">
        <source>%n signs</source>
        <translation>
            <numerusform>%n sign</numerusform>
            <numerusform>%n signs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compute facets of %n more signs</source>
        <translation>
            <numerusform>Compute facets of %n more sign</numerusform>
            <numerusform>Compute facets of %n more signs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeacherPage</name>
    <message numerus="yes">
        <source>“{words}” is in {languages} and %n more language(s).</source>
        <translation>
            <numerusform>“{words}” is in {languages} and %n more language.</numerusform>
            <numerusform>“{words}” is in {languages} and %n more languages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n clip</numerusform>
            <numerusform>%n clips</numerusform>
        </translation>
    </message>
</context>
</TS>
