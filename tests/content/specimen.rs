use std::fs;

use model::{
    Alignment, Article, Block, Callout, Citation, Date, Definition, HeadingLevel, Inline, Library,
    PageData, Route, Source, Target, TextMessage, Urgency, Visibility, plain_text,
};
use site::content;

use crate::site_copy::{Site, selection};

fn article<'a>(library: &'a Library, slug: &str) -> &'a Article {
    library.articles().iter().find(|article| article.slug.as_str() == slug).unwrap()
}

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

fn cite(number: u16, occurrence: u16) -> Inline {
    Inline::Citation(Citation { number, occurrence })
}

#[test]
fn the_fields_of_the_specimen_are_what_the_files_say() {
    let library = Site::copy("valid").load().unwrap();
    let article = article(&library, "how-to-brew");
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(article.title, "How to brew a pot of tea");
    assert_eq!(article.plain_title.as_deref(), Some("Making tea"));
    assert_eq!(article.summary, "Water, leaves and time.");
    let categories: Vec<_> = article.categories.iter().map(model::Slug::as_str).collect();
    assert_eq!(categories, ["green-tea", "black-tea"]);
    assert_eq!(article.authors, ["A. Caddy", "B. Infuser"]);
    assert_eq!(article.audience.len(), 4);
    assert_eq!(article.visibility, Visibility::Public { from: day("2026-01-12"), until: None });
    assert_eq!(article.published, day("2026-01-10"));
    assert_eq!(article.updated, Some(day("2026-02-11")));
    let review = article.review.as_ref().unwrap();
    assert_eq!(review.reviewer.as_deref(), Some("C. Strainer"));
    assert_eq!((review.last, review.next), (day("2026-01-09"), day("2027-01-09")));
    assert_eq!(article.related[0].as_str(), "second-flush");
    assert_eq!(article.old_addresses, ["/2019/03/how-to-brew-tea/", "/Brew.html"]);
    assert_eq!(article.synonyms, ["cuppa", "char"]);
    let notes: Vec<_> = article.changes.iter().map(|change| change.note.as_str()).collect();
    assert_eq!(notes, ["The time was wrong.", "First published."]);
}

#[test]
fn the_clinic_pages_and_categories_are_what_the_files_say() {
    let library = Site::copy("valid").load().unwrap();
    let clinic = &library.site().clinic;
    assert_eq!(clinic.phone.to_string(), "01632 960001");
    assert_eq!(clinic.address.parts().count(), 6);
    assert_eq!(clinic.help.len(), 2);
    assert!(clinic.help[0].emergency && !clinic.help[1].emergency);
    assert_eq!(clinic.help[1].lines[0].text.as_ref().unwrap().word.as_deref(), Some("TEA"));
    assert_eq!(clinic.notice[0][1], Inline::Strong(text("Nothing")));

    let titles =
        |links: &[model::PageLink]| links.iter().map(|link| link.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&library.site().navigation), ["All topics", "About the garden", "Contact"]);
    assert_eq!(titles(&library.site().footer), ["About the garden", "Privacy", "Tea words"]);
    let Some(PageData::Topics(topics)) = library.page_data(&Route::Topics) else { panic!() };
    let cards: Vec<_> =
        topics.categories.iter().map(|card| (card.title.as_str(), card.articles)).collect();
    assert_eq!(cards, [("Black tea", 2), ("Green tea", 1), ("Oolong", 23)]);
}

#[test]
fn citations_and_footnotes_are_numbered_as_a_reader_meets_them() {
    let library = Site::copy("valid").load().unwrap();
    let text = &article(&library, "how-to-brew").text;
    assert_eq!(text.key_points[0].last(), Some(&cite(1, 1)));
    let Block::Paragraph(first) = &text.body[0] else { panic!() };
    assert_eq!(first[1], cite(1, 2));
    assert_eq!(first[first.len() - 3..], [cite(2, 1), cite(1, 3), Inline::Footnote(1)]);

    let sources: Vec<_> = text.references.iter().map(|r| (&r.text[..4], r.citations)).collect();
    assert_eq!(sources, [("Leaf", 3), ("Pot ", 2), ("Note", 1)]);
    let Some(Source::Doi { address, .. }) = &text.references[0].source else { panic!() };
    assert_eq!(address.as_str(), "https://doi.org/10.1000/leaf(2020)3%3C4");
    assert!(matches!(&text.references[1].source, Some(Source::Url(_))));
    assert_eq!(text.references[2].source, None);

    assert_eq!(text.footnotes.len(), 2);
    let Block::Paragraph(last) = &text.footnotes[0][1] else { panic!() };
    assert_eq!(last.last(), Some(&Inline::Footnote(2)));
    let Block::Paragraph(other) = &text.footnotes[1][0] else { panic!() };
    assert_eq!(other.last(), Some(&cite(3, 1)));
}

#[test]
fn inlines_of_the_specimen_are_what_the_file_says() {
    let library = Site::copy("valid").load().unwrap();
    let body = &article(&library, "how-to-brew").text.body;
    let Block::Paragraph(first) = &body[0] else { panic!() };
    assert_eq!(
        first[3],
        Inline::Strong(vec![Inline::Text("very ".to_owned()), Inline::Emphasis(text("simple")),])
    );
    assert_eq!(first[4], Inline::Text(", and takes ".to_owned()));
    assert_eq!(first[5], Inline::Code("3:00".to_owned()));
    assert_eq!(first[7], Inline::Break);
    let short = Inline::Abbreviation { short: "GP".into(), long: "general potter".into() };
    assert!(first.contains(&short));
    assert!(first.contains(&Inline::Language { tag: "de".into(), content: text("Prosit") }));

    let links: Vec<_> = body
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(content) => Some(content),
            _ => None,
        })
        .flatten()
        .filter_map(|inline| match inline {
            Inline::Link { target, content } => Some((target, plain_text(content))),
            _ => None,
        })
        .collect();
    let flush = |fragment: Option<&str>| Target::Inside {
        route: "/articles/second-flush/".parse().unwrap(),
        fragment: fragment.map(str::to_owned),
    };
    assert_eq!(links.len(), 7);
    assert!(matches!(&links[0], (Target::Email(_), words) if words == "us"));
    assert!(matches!(&links[1], (Target::Outside(_), _)));
    assert_eq!(links[2], (&flush(None), "second flush".to_owned()));
    assert_eq!(links[3], (&flush(Some("when")), "the same part".to_owned()));
}

#[test]
fn blocks_of_the_specimen_are_what_the_file_says() {
    let library = Site::copy("valid").load().unwrap();
    let body = &article(&library, "how-to-brew").text.body;
    let headings: Vec<_> = body
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some((heading.level.number(), heading.id.as_str())),
            _ => None,
        })
        .collect();
    let expected = [(2, "water"), (3, "soft-water"), (2, "the-pot"), (3, "burns"), (2, "water-2")];
    assert_eq!(headings, expected);

    let Block::List { start: Some(1), items } = &body[2] else { panic!("{:?}", body[2]) };
    assert_eq!(items[0], [Block::Plain(text("Fill the kettle."))]);
    let Block::List { start: None, items } = &items[1][1] else { panic!() };
    assert_eq!(items[1].len(), 2, "an item of two paragraphs");
    assert!(matches!(&body[3], Block::List { start: Some(7), .. }));
    assert!(matches!(&body[5], Block::Quote(content) if content.len() == 2));

    let Block::Figure(figure) = &body[7] else { panic!() };
    assert_eq!((figure.picture.width, figure.picture.height), (4, 3));
    assert_eq!(
        (figure.picture.file.as_str(), &figure.caption),
        ("teapot.png", &text("Our teapot"))
    );
    assert!(matches!(&body[8], Block::Figure(figure) if figure.caption.is_empty()));

    let Block::Table(table) = &body[9] else { panic!() };
    assert_eq!(plain_text(&table.caption), "Minutes by kind of tea");
    let alignments: Vec<_> = table.head.iter().map(|cell| cell.alignment).collect();
    assert_eq!(alignments, [Alignment::Start, Alignment::Center, Alignment::End]);
    assert_eq!(table.rows[1].len(), 3, "a short row is filled up");

    let Block::Definitions(definitions) = &body[10] else { panic!() };
    let shape = |definition: &Definition| (plain_text(&definition.term), definition.meanings.len());
    let shapes: Vec<_> = definitions.iter().map(shape).collect();
    assert_eq!(shapes, [("Infusion".to_owned(), 2), ("Caddy".to_owned(), 1)]);
    assert_eq!(body[11], Block::Preformatted("kettle on\n  tea in".to_owned()));
    assert_eq!(body[12], Block::Divider);
}

#[test]
fn marked_quotes_of_the_specimen_are_blocks_of_their_own() {
    let library = Site::copy("valid").load().unwrap();
    let body = &article(&library, "how-to-brew").text.body;
    let cards: Vec<_> = body
        .iter()
        .filter_map(|block| match block {
            Block::CareCard { urgency, level, heading, content } => {
                Some((*urgency, *level, plain_text(heading), content.len()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        cards,
        [
            (Urgency::NonUrgent, HeadingLevel::H3, "Ask the gardener if:".to_owned(), 1),
            (Urgency::Urgent, HeadingLevel::H3, "Ask the gardener today if:".to_owned(), 1),
            (
                Urgency::Emergency,
                HeadingLevel::H4,
                "Call 999 now if the kettle is on fire.".to_owned(),
                2
            ),
        ]
    );
    let note = Block::Callout {
        kind: Callout::Note,
        heading: text("Good to know"),
        content: vec![Block::Paragraph(text("Biscuits help."))],
    };
    assert!(body.contains(&note));
    let important = Block::Callout {
        kind: Callout::Important,
        heading: vec![],
        content: vec![Block::Paragraph(text("The pot is hot."))],
    };
    assert!(body.contains(&important));
    let details = body.iter().find_map(|block| match block {
        Block::Details { summary, content } => Some((plain_text(summary), content)),
        _ => None,
    });
    let (summary, content) = details.unwrap();
    assert_eq!(summary, "Which water?");
    assert!(matches!(&content[..], [Block::Paragraph(_), Block::Table(_)]));
}

#[test]
fn drafts_later_and_expired_articles_are_in_a_preview_only() {
    let site = Site::copy("valid");
    let slugs = |unpublished| {
        let library = content::load(&site.content(), selection(unpublished)).unwrap();
        let slugs = library.articles().iter().map(|article| article.slug.to_string());
        slugs.filter(|slug| !slug.starts_with("oolong")).collect::<Vec<_>>()
    };
    assert_eq!(slugs(false), ["second-flush", "how-to-brew"]);
    let change = content::check(&site.content(), selection(false)).next_change.unwrap();
    assert_eq!(
        (change.day.iso().as_str(), &change.appear[..]),
        ("2026-12-24", &["Next harvest".to_owned()][..])
    );
    assert_eq!(
        slugs(true),
        ["unfinished", "next-harvest", "second-flush", "how-to-brew", "last-harvest"]
    );
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let site = Site::copy("valid");
    let file = "articles/second-flush.md";
    let windows = fs::read_to_string(site.content().join(file)).unwrap();
    assert!(windows.contains("\r\n"));
    let library = site.load().unwrap();
    site.write(file, windows.replace("\r\n", "\n"));
    let other = site.load().unwrap();
    assert_eq!(article(&library, "second-flush"), article(&other, "second-flush"));
    site.write(file, windows.replace("the year", "").replace("## When", "#### When"));
    assert!(site.problems().starts_with("content/articles/second-flush.md:18: "));
}

#[test]
fn a_site_without_articles_is_a_site() {
    let site = Site::copy("base");
    fs::remove_dir_all(site.content().join("articles")).unwrap();
    assert!(site.load().unwrap().articles().is_empty());
}

#[test]
fn the_first_use_of_a_term_carries_its_meaning_and_the_glossary_leads_to_it() {
    let library = Site::copy("valid").load().unwrap();
    let body = &article(&library, "how-to-brew").text.body;
    let Some(Block::Paragraph(last)) = body.last() else { panic!("{:?}", body.last()) };
    let term = Inline::Term {
        slug: "samovar".parse().unwrap(),
        words: "samovars".to_owned(),
        meaning: "A kettle with a tap.".to_owned(),
    };
    let after = Inline::Text(". A samovar holds more. ".to_owned());
    assert_eq!(last[1..3], [term, after]);
    let message =
        TextMessage { word: Some("BREW".to_owned()), to: "85258".to_owned().try_into().unwrap() };
    let Inline::Link { target, .. } = &last[3] else { panic!("{:?}", last[3]) };
    assert_eq!(*target, Target::Text(message));

    let Some(PageData::Glossary(glossary)) = library.page_data(&Route::Glossary) else { panic!() };
    let entries: Vec<_> =
        glossary.entries.iter().map(|entry| (entry.term.as_str(), entry.articles.len())).collect();
    assert_eq!(entries, [("gaiwan", 0), ("samovar", 1)]);
}

#[test]
fn a_site_needs_no_glossary() {
    let library = Site::copy("base").load().unwrap();
    assert!(library.page_data(&Route::Glossary).is_none());
    assert!(!library.routes().any(|route| route == Route::Glossary));
}
