-- staged_places: where requests were answered, and the viewer's country.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select distinct
        edge_city,
        edge_state,
        edge_country,
        edge_country_code,
        edge_latitude,
        edge_longitude,
        edge_id,
        viewer_country_code
    from incoming_events
    where request_is_bot = 0
),

final as (
    select
        cast(row_number() over (order by edge_city) as integer) as place_number,
        combinations.*
    from combinations
)

select * from final
