-- chosen_exits: what the questions below read instead of sessions, where they ask how visits ended.
-- grain: one row of sessions, for those that the filter lets through; a filter of pages is about the exit page.
-- reads: sessions
-- binds: first and last event_date; then the filter's values
select * from sessions
where event_date between ? and ? and {filter}
