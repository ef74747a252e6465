-- days: which days of which sites there are, of all the lake.
-- grain: one row for each site.
-- reads: sessions
-- binds: nothing

with

final as (
    select
        domain_name,
        min(event_date) as first_day,
        max(event_date) as last_day,
        max(session_end_timestamp) as last_hit
    from sessions
    group by domain_name
)

select * from final order by domain_name
