-- staged_pages: paths.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
-- needs: texts_hash(text), a number of 64 bits that nobody can aim at
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select
        texts_hash(request_path) as page_hash,
        any_value(request_path) as request_path
    from incoming_events
    where request_is_bot = 0
    group by page_hash
),

final as (
    select
        cast(row_number() over (order by request_path) as integer) as page_number,
        combinations.*
    from combinations
)

select * from final
