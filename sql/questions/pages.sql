-- pages: what was looked at, and where visits began and ended.
-- grain: one row for each site and path that has a page view in the period, the most viewed.
-- reads: chosen_stats, chosen_exits
-- binds: first hour of the time before, first hour, past hour, how many rows

with

asked as (
    select
        cast(? as timestamp) as earlier_hour,
        cast(? as timestamp) as first_hour,
        cast(? as timestamp) as past_hour,
        cast(? as bigint) as most_rows
),

timed as (
    select *, event_hour_timestamp >= first_hour as is_now
    from chosen_stats
    cross join asked
    where event_hour_timestamp >= earlier_hour and event_hour_timestamp < past_hour
),

viewed as (
    select
        domain_name,
        request_path,
        sum(case when is_now then page_view_cnt else 0 end) as page_views,
        sum(case when is_now then unique_page_view_cnt else 0 end) as unique_page_views,
        sum(case when is_now then visit_cnt else 0 end) as entries,
        sum(case when is_now then bounces_cnt else 0 end) as bounces,
        sum(case when is_now then visit_duration_sec_sum else 0 end) as visit_seconds,
        sum(case when is_now then 0 else page_view_cnt end) as earlier_page_views
    from timed
    group by domain_name, request_path
),

exits as (
    select domain_name, exit_page, count(*) as exits
    from chosen_exits
    cross join asked
    where session_start_timestamp >= first_hour and session_start_timestamp < past_hour
    group by domain_name, exit_page
),

final as (
    select viewed.*, coalesce(exits.exits, 0) as exits
    from viewed
    left join exits
        on viewed.domain_name = exits.domain_name and viewed.request_path is not distinct from exits.exit_page
    where viewed.page_views > 0
)

select * from final order by page_views desc, domain_name, request_path nulls last limit (select most_rows from asked)
