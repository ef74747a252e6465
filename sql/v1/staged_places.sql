-- staged_places: where requests were answered, and the viewer's country.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
-- needs: texts_hash(eight values), a number of 64 bits that nobody can aim at
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select
        texts_hash(
            edge_city,
            edge_state,
            edge_country,
            edge_country_code,
            edge_latitude,
            edge_longitude,
            edge_id,
            viewer_country_code
        ) as place_hash,
        any_value(edge_city) as edge_city,
        any_value(edge_state) as edge_state,
        any_value(edge_country) as edge_country,
        any_value(edge_country_code) as edge_country_code,
        any_value(edge_latitude) as edge_latitude,
        any_value(edge_longitude) as edge_longitude,
        any_value(edge_id) as edge_id,
        any_value(viewer_country_code) as viewer_country_code
    from incoming_events
    where request_is_bot = 0
    group by place_hash
),

final as (
    select
        cast(row_number() over (
            order by edge_city, edge_state, edge_country, edge_country_code,
                edge_latitude, edge_longitude, edge_id, viewer_country_code
        ) as integer) as place_number,
        combinations.*
    from combinations
)

select * from final
