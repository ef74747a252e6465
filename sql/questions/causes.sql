-- causes: what made a stretch of hours unlike the same hours of the weeks before.
-- grain: one row for each of page, source and country: the value whose page views differ most from the mean of those weeks.
-- reads: chosen_stats
-- binds: site, first hour of the stretch, past hour, how many weeks before count

with

asked as (
    select
        cast(? as varchar) as domain_name,
        cast(? as timestamp) as first_hour,
        cast(? as timestamp) as past_hour,
        cast(? as bigint) as past_weeks
),

weeks as (
    select unnest(range(0, past_weeks + 1)) as weeks_ago from asked
),

compared as (
    select
        chosen_stats.request_path,
        chosen_stats.referrer_domain_name,
        chosen_stats.viewer_country_code,
        case
            when weeks.weeks_ago = 0 then cast(page_view_cnt as double)
            else -cast(page_view_cnt as double) / asked.past_weeks
        end as difference
    from chosen_stats
    inner join asked on chosen_stats.domain_name = asked.domain_name
    inner join weeks
        on event_hour_timestamp + to_days(cast(7 * weeks.weeks_ago as integer)) >= asked.first_hour
        and event_hour_timestamp + to_days(cast(7 * weeks.weeks_ago as integer)) < asked.past_hour
),

summed as (
    select
        case
            when grouping(request_path) = 0 then 'request_path'
            when grouping(referrer_domain_name) = 0 then 'referrer_domain_name'
            else 'viewer_country_code'
        end as dimension,
        coalesce(request_path, referrer_domain_name, viewer_country_code) as dimension_value,
        sum(difference) as difference
    from compared
    group by grouping sets ((request_path), (referrer_domain_name), (viewer_country_code))
),

numbered as (
    select
        *,
        row_number() over (partition by dimension order by abs(difference) desc, dimension_value nulls last) as row_number
    from summed
),

final as (
    select dimension, dimension_value, difference from numbered where row_number = 1
)

select * from final order by dimension
