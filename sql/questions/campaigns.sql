-- campaigns: visits that came with a campaign tag.
-- grain: one row for each combination of utm_campaign, utm_source and utm_medium that has a visit in the period.
-- reads: kept_stats
-- binds: how many rows

with

asked as (
    select cast(? as bigint) as most_rows
),

final as (
    select
        utm_campaign,
        utm_source,
        utm_medium,
        sum(case when is_now then visit_cnt else 0 end) as visits,
        sum(case when is_now then bounces_cnt else 0 end) as bounces,
        sum(case when is_now then page_view_cnt else 0 end) as page_views,
        sum(case when is_now then 0 else visit_cnt end) as earlier_visits
    from kept_stats
    where row_kind = 'combination' and (utm_campaign is not null or utm_source is not null or utm_medium is not null)
    group by utm_campaign, utm_source, utm_medium
    having sum(case when is_now then visit_cnt else 0 end) > 0
)

select * from final
order by visits desc, utm_campaign nulls last, utm_source nulls last, utm_medium nulls last
limit (select most_rows from asked)
