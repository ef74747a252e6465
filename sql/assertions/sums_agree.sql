-- Returns one row when stats, sessions and hits do not count the same.
-- reads: stats, sessions, staged_steps

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
        count(distinct daily_visitor_id) as visitors,
        coalesce(sum(visit_duration_sec), 0) as seconds
    from sessions
),

from_hits as (
    select count(*) as page_views from staged_steps where is_event = 0
),

final as (
    select
        from_stats.page_views,
        from_sessions.page_views as session_page_views,
        from_hits.page_views as hit_page_views,
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
    cross join from_hits
    where
        from_stats.page_views <> from_sessions.page_views
        or from_stats.page_views <> from_hits.page_views
        or from_stats.visits <> from_sessions.visits
        or from_stats.bounces <> from_sessions.bounces
        or from_stats.visitors <> from_sessions.visitors
        or from_stats.seconds <> from_sessions.seconds
)

select * from final
