-- The users table of this application, which existed before the add-on was installed.
create schema people;

create table people.app_person (
  person_no integer generated always as identity primary key,
  login varchar(64) not null unique,
  given varchar(80),
  family varchar(80),
  mail_address varchar(200),
  is_enabled boolean not null default false,
  is_staff boolean not null default false,
  origin text,
  extra jsonb,
  joined_at timestamptz not null default now()
);

insert into people.app_person (login, given, family, is_enabled) values ('grace', 'Gracie', 'Hopper', false);
insert into people.app_person (login, is_enabled, is_staff) values ('root', true, true);
