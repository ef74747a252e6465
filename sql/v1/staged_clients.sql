-- staged_clients: browsers with their systems, settings and devices.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select distinct
        browser_name,
        browser_version,
        browser_os_name,
        browser_os_version,
        browser_timezone,
        browser_language,
        device_type,
        device_vendor
    from incoming_events
    where request_is_bot = 0
),

final as (
    select
        cast(row_number() over (order by browser_name) as integer) as client_number,
        combinations.*
    from combinations
)

select * from final
