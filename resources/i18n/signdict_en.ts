<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
