/**
 * PostgreSQL functions that don't write, lock or notify, and don't depend on session state. A missing function only loses
 * a hint; a wrong one would present a write as a read.
 */
export const harmlessFunctions: ReadonlySet<string> = new Set(
  `
  any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg
  json_agg_strict json_arrayagg json_object_agg json_objectagg jsonb_agg jsonb_agg_strict jsonb_object_agg max min mode
  percentile_cont percentile_disc range_agg range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2
  regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance xmlagg
  cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number grouping

  coalesce greatest least nullif cast num_nonnulls num_nulls
  abs acos asin atan atan2 cbrt ceil ceiling cos cosh cot degrees div exp factorial floor gamma gcd lcm ln log log10 mod pi
  power radians random random_normal round scale sign sin sinh sqrt tan tanh trim_scale trunc width_bucket
  ascii bit_length btrim casefold char_length character_length chr concat concat_ws convert_from convert_to decode encode
  format initcap left length lower lpad ltrim md5 normalize octet_length overlay parse_ident position quote_ident
  quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
  regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim sha224 sha256 sha384
  sha512 split_part starts_with string_to_array string_to_table strpos substr substring to_ascii to_bin to_hex to_oct
  translate trim unicode_assigned unistr upper get_bit get_byte set_bit set_byte bit_count crc32 crc32c
  ilike like overlaps
  to_char to_date to_number to_timestamp
  age clock_timestamp date date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours
  justify_interval make_date make_interval make_time make_timestamp make_timestamptz now statement_timestamp timeofday
  timezone transaction_timestamp current_time current_timestamp localtime localtimestamp
  gen_random_uuid uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7

  array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions
  array_prepend array_remove array_replace array_reverse array_sample array_shuffle array_sort array_to_string array_upper
  cardinality generate_series generate_subscripts trim_array unnest
  isempty lower_inc lower_inf multirange range_merge upper_inc upper_inf
  daterange int4range int8range numrange tsrange tstzrange
  datemultirange int4multirange int8multirange nummultirange tsmultirange tstzmultirange
  array_to_json json_array json_array_elements json_array_elements_text json_array_length json_build_array
  json_build_object json_each json_each_text json_exists json_extract_path json_extract_path_text json_object
  json_object_keys json_populate_record json_populate_recordset json_query json_scalar json_serialize json_strip_nulls
  json_table json_to_record json_to_recordset json_typeof json_value row_to_json to_json
  jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each
  jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys
  jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array
  jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record
  jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset
  jsonb_typeof to_jsonb
  array_to_tsvector get_current_ts_config numnode phraseto_tsquery plainto_tsquery querytree setweight strip to_tsquery
  to_tsvector ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsquery_phrase tsvector_to_array
  websearch_to_tsquery similarity word_similarity strict_word_similarity unaccent levenshtein soundex metaphone
  abbrev broadcast family host hostmask inet_merge inet_same_family masklen netmask network set_masklen
  area box center circle diagonal diameter height isclosed isopen line lseg npoints path pclose point polygon popen
  radius slope width
  bool float4 float8 int2 int4 int8 text
  enum_first enum_last enum_range format_type pg_typeof
  `
    .trim()
    .split(/\s+/),
)
