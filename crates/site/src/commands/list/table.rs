use model::{Date, Slug};

use super::{Line, Status};
use crate::commands::count;

/// A table for people. All columns but the last have ASCII alone, whose width is known.
pub(super) fn of(lines: &[Line]) -> String {
    let head = ["status", "published", "updated", "changes", "words", "age", "categories", "title"];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(lines.iter().map(row));
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.len());
        }
    }
    let mut text = String::new();
    for row in &rows {
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            // Numbers stand at the right.
            let cell = match column {
                4 | 5 => format!("{cell:>width$}"),
                _ => format!("{cell:width$}"),
            };
            text.push_str(&cell);
            text.push_str("  ");
        }
        text.push_str(&row[7]);
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&summary(lines));
    text
}

fn row(line: &Line) -> [String; 8] {
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.iso());
    // What happens next, or happened last, to who may see it.
    let changes = match line.status {
        Status::Scheduled => line.from,
        Status::Overdue => line.next_review,
        Status::Published | Status::Expired => line.expires.or(line.next_review),
        Status::Draft => None,
    };
    let categories: Vec<_> = line.categories.iter().map(Slug::as_str).collect();
    [
        line.status.name().to_owned(),
        line.published.iso(),
        day(line.updated),
        day(changes),
        line.words.to_string(),
        line.reading_age.map_or_else(|| "-".to_owned(), |age| age.to_string()),
        categories.join(","),
        line.title.clone(),
    ]
}

/// `26 articles: 1 draft, 25 published`
fn summary(lines: &[Line]) -> String {
    let statuses =
        [Status::Draft, Status::Scheduled, Status::Published, Status::Overdue, Status::Expired];
    let counts: Vec<_> = statuses
        .into_iter()
        .filter_map(|status| {
            let number = lines.iter().filter(|line| line.status == status).count();
            (number > 0).then(|| format!("{number} {}", status.name()))
        })
        .collect();
    let all = count(lines.len(), "article", "articles");
    if counts.is_empty() { all } else { format!("{all}: {}", counts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::unpublished, *};

    #[test]
    fn columns_stand_below_their_names() {
        let table = of(&unpublished());
        let lines: Vec<_> = table.lines().collect();
        let column = lines[0].find("title").unwrap();
        for line in &lines[1..4] {
            assert!(line.is_char_boundary(column));
            assert!(line[..column].ends_with("  ") && !line[column..].starts_with(' '), "{line:?}");
        }
        assert!(lines[2].starts_with("scheduled  "), "{table}");
        assert!(lines[2].contains("2026-12-24"), "{table}");
        assert_eq!(lines[5], "3 articles: 1 draft, 1 scheduled, 1 expired");
    }
}
