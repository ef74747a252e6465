-- staged_clients: browsers with their systems, settings and devices.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
-- needs: texts_hash(eight values), a number of 64 bits that nobody can aim at
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select
        texts_hash(
            browser_name,
            browser_version,
            browser_os_name,
            browser_os_version,
            browser_timezone,
            browser_language,
            device_type,
            device_vendor
        ) as client_hash,
        any_value(browser_name) as browser_name,
        any_value(browser_version) as browser_version,
        any_value(browser_os_name) as browser_os_name,
        any_value(browser_os_version) as browser_os_version,
        any_value(browser_timezone) as browser_timezone,
        any_value(browser_language) as browser_language,
        any_value(device_type) as device_type,
        any_value(device_vendor) as device_vendor
    from incoming_events
    where request_is_bot = 0
    group by client_hash
),

final as (
    select
        cast(row_number() over (
            order by browser_name, browser_version, browser_os_name, browser_os_version,
                browser_timezone, browser_language, device_type, device_vendor
        ) as integer) as client_number,
        combinations.*
    from combinations
)

select * from final
