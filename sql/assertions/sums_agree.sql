-- Returns one row when stats, sessions and the cleaned rows without their copies do not count the same.
-- reads: stats, sessions, incoming_events, staged_copies
-- needs: hash_of(id)

with

from_stats as (
    select
        coalesce(sum(page_view_cnt), 0) as page_views,
        coalesce(sum(visit_cnt), 0) as visits,
        coalesce(sum(bounces_cnt), 0) as bounces,
        coalesce(sum(visitor_cnt), 0) as visitors,
        coalesce(sum(visit_duration_sec_sum), 0) as seconds
    from stats
),

from_sessions as (
    select
        coalesce(sum(page_view_cnt), 0) as page_views,
        count(*) as visits,
        coalesce(sum(is_bounce), 0) as bounces,
        count(distinct hash_of(daily_visitor_id)) as visitors,
        coalesce(sum(visit_duration_sec), 0) as seconds
    from sessions
),

copies as (
    select count(*) - count(distinct coalesce(page_view_id, '')) as surplus from staged_copies where is_event = 0
),

from_cleaned as (
    select count(*) - (select surplus from copies) as page_views
    from incoming_events
    where request_is_bot = 0 and event_type = 'pageview'
),

final as (
    select
        from_stats.page_views,
        from_sessions.page_views as session_page_views,
        from_cleaned.page_views as cleaned_page_views,
        from_stats.visits,
        from_sessions.visits as session_visits,
        from_stats.bounces,
        from_sessions.bounces as session_bounces,
        from_stats.visitors,
        from_sessions.visitors as session_visitors,
        from_stats.seconds,
        from_sessions.seconds as session_seconds
    from from_stats
    cross join from_sessions
    cross join from_cleaned
    where
        from_stats.page_views <> from_sessions.page_views
        or from_stats.page_views <> from_cleaned.page_views
        or from_stats.visits <> from_sessions.visits
        or from_stats.bounces <> from_sessions.bounces
        or from_stats.visitors <> from_sessions.visitors
        or from_stats.seconds <> from_sessions.seconds
)

select * from final
