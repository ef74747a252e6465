-- staged_copies: what was delivered more than once.
-- grain: one row for each record that has a duplicate, the one that stays included.
-- reads: staged_doubtful
-- needs: all_columns_count(), true where the rows themselves are asked for and not the tables made of them
-- adds: copy_ columns, by which duplicates are equal besides is_event and page_view_id; arrival_rank, by arrival and edge
--   location; first_count and first_number of those that are first by both, else 0; is_contested, 1 where these have to be
--   compared in all columns
--
-- Of duplicates the earliest arrival stays, then edge_id decides, then all columns in the order of the schema. Most copies are
-- the same in every column. Which of them stays is seen in no table, so whole rows are read and compared only where copies
-- differ in something that a table holds.

with

copies as (
    select
        *,
        case when is_event = 1 then event_name end as copy_name,
        case when is_event = 1 then event_timestamp end as copy_timestamp,
        case when is_event = 1 then event_data end as copy_data
    from staged_doubtful
),

ranked as (
    select
        copies.*,
        count(*) over same_deed as copy_count,
        rank() over (
            partition by is_event, page_view_id, copy_name, copy_timestamp, copy_data
            order by arrival_timestamp nulls first, edge_id nulls first
        ) as arrival_rank
    from copies
    window same_deed as (partition by is_event, page_view_id, copy_name, copy_timestamp, copy_data)
),

first_arrivals as (
    select
        ranked.*,
        count(*) over same_deed as first_count,
        row_number() over (
            partition by is_event, page_view_id, copy_name, copy_timestamp, copy_data order by row_id
        ) as first_number,
        case
            when
                all_columns_count()
                or min(event_timestamp) over same_deed <> max(event_timestamp) over same_deed
                or count(event_timestamp) over same_deed not in (0, count(*) over same_deed)
                or min(place_number) over same_deed <> max(place_number) over same_deed
                or min(client_number) over same_deed <> max(client_number) over same_deed
                or min(source_number) over same_deed <> max(source_number) over same_deed
                or min(page_number) over same_deed <> max(page_number) over same_deed
                then 1
            else 0
        end as is_contested
    from ranked
    where copy_count > 1 and arrival_rank = 1
    window same_deed as (partition by is_event, page_view_id, copy_name, copy_timestamp, copy_data)
),

final as (
    select
        row_id, is_event, page_view_id, copy_name, copy_timestamp, copy_data, arrival_rank,
        0 as first_count, 0 as first_number, 0 as is_contested
    from ranked
    where copy_count > 1 and arrival_rank > 1
    union all
    select
        row_id, is_event, page_view_id, copy_name, copy_timestamp, copy_data, arrival_rank,
        first_count, first_number, is_contested
    from first_arrivals
)

select * from final
