use leptos::{either::Either, prelude::*};
use model::{BasePath, PageNumber, Route, Slug};

/// Links to the pages of an archive; nothing where there is only one.
#[component]
pub(crate) fn Pagination(
    /// The category.
    category: Slug,
    /// The page that is shown.
    page: PageNumber,
    /// How many pages there are.
    pages: u32,
) -> impl IntoView {
    let base = use_context::<BasePath>().unwrap_or_default();
    (pages > 1).then(|| {
        let href = move |number| {
            PageNumber::new(number)
                .map(|page| base.href(&Route::Archive { category: category.clone(), page }))
        };
        let current = page.get();
        let step = |to: u32, label| {
            (1..=pages).contains(&to).then(|| view! { <li><a href=href(to)>{label}</a></li> })
        };
        let previous = step(current - 1, "Previous page");
        let next = step(current + 1, "Next page");
        let numbers = steps(current, pages).into_iter().map(|step| match step {
            Step::Page(number) => Either::Left(view! {
                <li>
                    <a
                        href=href(number)
                        aria-label=format!("Page {number}")
                        aria-current=(number == current).then_some("page")
                    >
                        {number.to_string()}
                    </a>
                </li>
            }),
            Step::Gap => Either::Right(view! { <li class="pagination__gap">"…"</li> }),
        });
        let numbers = numbers.collect_view();
        view! {
            <nav class="pagination" aria-label="Pagination">
                <ul class="pagination__list">{previous} {numbers} {next}</ul>
            </nav>
        }
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Page(u32),
    /// Pages left out.
    Gap,
}

/// The first page, the last, the current and its neighbours; a gap only where it hides two or more.
fn steps(current: u32, pages: u32) -> Vec<Step> {
    let shown = |number: u32| number == 1 || number == pages || number.abs_diff(current) <= 1;
    let mut steps = Vec::new();
    for number in 1..=pages {
        let alone = !shown(number)
            && (number == 1 || shown(number - 1))
            && (number == pages || shown(number + 1));
        if shown(number) || alone {
            steps.push(Step::Page(number));
        } else if steps.last() != Some(&Step::Gap) {
            steps.push(Step::Gap);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(current: u32, pages: u32) -> String {
        let step = |step| match step {
            Step::Page(number) => number.to_string(),
            Step::Gap => "…".to_owned(),
        };
        steps(current, pages).into_iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn few_pages_are_all_named() {
        assert_eq!(written(1, 1), "1");
        assert_eq!(written(2, 4), "1 2 3 4");
    }

    #[test]
    fn a_gap_never_hides_a_single_page() {
        assert_eq!(written(1, 10), "1 2 … 10");
        assert_eq!(written(4, 10), "1 2 3 4 5 … 10");
        assert_eq!(written(5, 10), "1 … 4 5 6 … 10");
        assert_eq!(written(10, 10), "1 … 9 10");
    }
}
