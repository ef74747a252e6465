-- sessions: the curated table.
-- grain: one row for each visit.
-- reads: hits
-- needs: whole_seconds_between(earlier, later), midnight_of(timestamp)

with

visit_hits as (
    select * from hits where session_id is not null
),

totals as (
    select
        domain_name,
        event_date,
        session_id,
        count(case when event_type = 'pageview' then 1 end) as page_view_cnt,
        count(case when event_type = 'track' then 1 end) as event_cnt,
        max(case when event_type = 'pageview' then hit_number end) as exit_hit_number
    from visit_hits
    group by domain_name, event_date, session_id
),

durations as (
    select
        visit_hits.*,
        totals.page_view_cnt,
        totals.event_cnt,
        totals.exit_hit_number,
        whole_seconds_between(
            visit_hits.session_start_timestamp, visit_hits.session_end_timestamp
        ) as visit_duration_sec
    from visit_hits
    inner join totals
        on visit_hits.session_id = totals.session_id
        and visit_hits.domain_name = totals.domain_name
        and visit_hits.event_date = totals.event_date
    where visit_hits.is_entry = 1
),

final as (
    select
        entry.domain_name,
        entry.event_date,
        entry.session_id,
        entry.daily_visitor_id,
        entry.session_start_timestamp,
        entry.session_end_timestamp,
        entry.visit_duration_sec,
        entry.page_view_cnt,
        entry.event_cnt,
        case when entry.page_view_cnt = 1 and entry.event_cnt = 0 then 1 else 0 end as is_bounce,
        case
            when entry.page_view_cnt > 1 or entry.event_cnt > 0 or entry.visit_duration_sec >= 10 then 1
            else 0
        end as is_engaged,
        case
            when
                entry.entry_is_internal = 1
                and entry.session_start_timestamp
                <= midnight_of(entry.session_start_timestamp) + interval '30' minute
                then 1
            else 0
        end as continues_midnight,
        entry.request_path as entry_page,
        last_view.request_path as exit_page,
        entry.page_view_id as first_page_view_id,
        entry.edge_city,
        entry.edge_state,
        entry.edge_country,
        entry.edge_country_code,
        entry.edge_latitude,
        entry.edge_longitude,
        entry.edge_id,
        entry.viewer_country_code,
        entry.referrer,
        entry.entry_referrer_domain_name as referrer_domain_name,
        entry.entry_channel as channel,
        entry.browser_name,
        entry.browser_version,
        entry.browser_os_name,
        entry.browser_os_version,
        entry.browser_timezone,
        entry.browser_language,
        entry.device_type,
        entry.device_vendor,
        entry.utm_source,
        entry.utm_medium,
        entry.utm_campaign,
        entry.utm_content,
        entry.utm_term
    from durations as entry
    inner join visit_hits as last_view
        on entry.daily_visitor_id = last_view.daily_visitor_id and entry.exit_hit_number = last_view.hit_number
)

select * from final
