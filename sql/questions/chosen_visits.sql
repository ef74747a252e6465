-- chosen_visits: what the questions below read instead of sessions.
-- grain: one row of sessions, for those that the filter lets through; a filter of pages is about the entry page.
-- reads: sessions
-- binds: first and last event_date; then the filter's values: those about the whole visit, then those for entry pages
select * from sessions
where event_date between ? and ? and {filter} and {entry_pages}
