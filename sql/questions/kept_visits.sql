-- kept_visits: how visits went and ended, read once for the questions below.
-- grain: one row for each of the two times, site and page on which a visit ended.
-- reads: sessions
-- binds: first hour of the time before, first hour, past hour; the filter's values for entry pages, then for exit pages; first
--   and last event_date; the filter's values that are about the whole visit

with

asked as (
    select cast(? as timestamp) as earlier_hour, cast(? as timestamp) as first_hour, cast(? as timestamp) as past_hour
),

timed as (
    select
        domain_name,
        exit_page,
        is_engaged,
        continues_midnight,
        session_start_timestamp >= first_hour as is_now,
        -- A filter of pages is about where a visit began, or, where exits are counted, about where it ended.
        {entry_pages} as is_entered,
        {exit_pages} as is_left
    from sessions
    cross join asked
    where event_date between ? and ? and {filter}
        and session_start_timestamp >= earlier_hour and session_start_timestamp < past_hour
),

final as (
    select
        domain_name,
        exit_page,
        is_now,
        sum(case when is_entered then 1 else 0 end) as visits,
        sum(case when is_entered then is_engaged else 0 end) as engaged_visits,
        sum(case when is_entered then continues_midnight else 0 end) as continued_visits,
        sum(case when is_left then 1 else 0 end) as exits
    from timed
    where is_entered or is_left
    group by domain_name, exit_page, is_now
)

select * from final
