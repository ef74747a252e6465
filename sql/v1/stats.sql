-- stats: the curated table.
-- grain: one row for each UTC hour and combination of the dimensions that has a page view.
-- reads: staged_hits, staged_visitors, staged_visits, staged_places, staged_clients, staged_sources, staged_pages, incoming_events
-- needs: bit_count(bits)
-- adds: the numbers that its rows are sorted by, which are no columns of the table
--
-- A visit, its bounce and its duration belong to the row of its first page view, a visitor to the row of the day's
-- first, so that every column but visit_duration_sec_avg may be summed over any rows.
-- Rows are grouped by numbers, and the numbers become texts again when they are few.

with

stats_places as (
    select
        *,
        min(place_number) over (
            partition by edge_city, edge_country, edge_latitude, edge_longitude, viewer_country_code
        ) as stats_place
    from staged_places
),

stats_clients as (
    select
        *,
        min(client_number) over (
            partition by browser_name, browser_os_name, device_type, device_vendor
        ) as stats_client
    from staged_clients
),

stats_sources as (
    select
        *,
        min(source_number) over (
            partition by
                entry_referrer_domain_name, entry_channel, utm_source, utm_campaign, utm_medium, utm_content, utm_term
        ) as stats_source
    from staged_sources
),

-- Of visitors with fewer bits than page views, the path of one may have been another's before.
repeating as (
    select visitor_hash from staged_visitors where bit_count(page_bits) < page_view_cnt
),

path_views as (
    select
        row_id,
        row_number() over (partition by visitor_hash, page_number order by event_timestamp, turn) as path_view_number
    from staged_hits
    where is_event = 0 and visitor_hash in (select visitor_hash from repeating)
),

seen_before as (
    select row_id from path_views where path_view_number > 1
),

counted as (
    select
        cast(extract(hour from views.event_timestamp) as integer) as event_hour,
        stats_places.stats_place,
        stats_clients.stats_client,
        stats_sources.stats_source,
        views.page_number,
        case when seen_before.row_id is null then 1 end as unique_view,
        case when views.row_id = visits.entry_row_id and visits.is_first = 1 then 1 end as visitor,
        case when views.row_id = visits.entry_row_id then 1 end as visit,
        case when views.row_id = visits.entry_row_id and visits.is_bounce = 1 then 1 end as bounce,
        case when views.row_id = visits.entry_row_id then visits.visit_duration_sec else 0 end as visit_duration_sec
    from staged_hits as views
    inner join staged_visits as visits
        on views.visitor_hash = visits.visitor_hash
        and views.event_timestamp >= visits.session_start_timestamp
        and views.event_timestamp <= visits.last_timestamp
    inner join stats_places on views.place_number = stats_places.place_number
    inner join stats_clients on views.client_number = stats_clients.client_number
    inner join stats_sources on visits.source_number = stats_sources.source_number
    left join seen_before on views.row_id = seen_before.row_id
    where views.is_event = 0
),

summed as (
    select
        event_hour,
        stats_place,
        stats_client,
        stats_source,
        page_number,
        count(*) as page_view_cnt,
        count(visitor) as visitor_cnt,
        count(bounce) as bounces_cnt,
        count(visit) as visit_cnt,
        count(unique_view) as unique_page_view_cnt,
        sum(visit_duration_sec) as visit_duration_sec_sum
    from counted
    group by event_hour, stats_place, stats_client, stats_source, page_number
),

days as (
    select distinct domain_name, event_date from incoming_events
),

final as (
    select
        days.domain_name,
        days.event_date,
        summed.event_hour,
        stats_places.edge_city,
        stats_places.edge_country,
        stats_places.edge_latitude,
        stats_places.edge_longitude,
        stats_sources.entry_referrer_domain_name as referrer_domain_name,
        stats_clients.browser_name,
        stats_clients.browser_os_name,
        stats_clients.device_type,
        stats_clients.device_vendor,
        stats_sources.utm_source,
        stats_sources.utm_campaign,
        stats_sources.utm_medium,
        stats_sources.utm_content,
        stats_sources.utm_term,
        pages.request_path,
        cast(summed.page_view_cnt as integer) as page_view_cnt,
        cast(summed.visitor_cnt as integer) as visitor_cnt,
        cast(summed.bounces_cnt as integer) as bounces_cnt,
        case
            when summed.visit_cnt > 0
                then cast(round(summed.visit_duration_sec_sum / cast(summed.visit_cnt as double)) as integer)
        end as visit_duration_sec_avg,
        stats_sources.entry_channel as channel,
        stats_places.viewer_country_code,
        cast(summed.visit_cnt as integer) as visit_cnt,
        cast(summed.unique_page_view_cnt as integer) as unique_page_view_cnt,
        cast(summed.visit_duration_sec_sum as bigint) as visit_duration_sec_sum,
        summed.page_number,
        summed.stats_source,
        summed.stats_place,
        summed.stats_client
    from summed
    inner join stats_places on summed.stats_place = stats_places.place_number
    inner join stats_clients on summed.stats_client = stats_clients.client_number
    inner join stats_sources on summed.stats_source = stats_sources.source_number
    inner join staged_pages as pages on summed.page_number = pages.page_number
    cross join days
)

select * from final
