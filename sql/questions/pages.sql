-- pages: what was looked at, and where visits began and ended.
-- grain: one row for each site and path that has a page view in the period, the most viewed.
-- reads: kept_stats, kept_visits
-- binds: how many rows

with

asked as (
    select cast(? as bigint) as most_rows
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
    from kept_stats
    where row_kind = 'page'
    group by domain_name, request_path
),

ended as (
    select domain_name, exit_page, exits from kept_visits where is_now
),

final as (
    select viewed.*, coalesce(ended.exits, 0) as exits
    from viewed
    left join ended
        on viewed.domain_name = ended.domain_name and viewed.request_path is not distinct from ended.exit_page
    where viewed.page_views > 0
)

select * from final order by page_views desc, domain_name, request_path nulls last limit (select most_rows from asked)
