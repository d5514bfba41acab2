-- The people of this application, from long before it knew about directories.
create schema people;

create table people.app_person (
  person_no integer generated always as identity primary key,
  login varchar(64) not null unique,
  given varchar(80),
  family varchar(80),
  mail_address varchar(200),
  is_enabled boolean not null default false,
  is_staff boolean not null default false,
  came_from text,
  further jsonb,
  joined_at timestamptz not null default now()
);

insert into people.app_person (login, given, family, is_enabled) values ('grace', 'Gracie', 'Hopper', false);
insert into people.app_person (login, is_enabled, is_staff) values ('root', true, true);
