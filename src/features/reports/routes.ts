// A child says that something is wrong, or a guardian for it; and a guardian asks for another look. BUL-4
import { z } from 'zod'
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { newReport, newReportForChild, reports } from './contract.ts'
import { reportsOf } from './queries.ts'

export const reportRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/reports',
    may: 'report.read',
    says: 'What was reported by and for oneself or one’s children, what became of it, and what staff took down of theirs.',
    answer: reports,
    work: async ({ house, db }) => ({ reports: await reportsOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/reports',
    may: 'report.make',
    says: 'A child says that something is wrong with a post that it sees, or with somebody it knows.',
    body: newReport,
    answer: 'nothing',
    work: ({ db, body }) =>
      db.rows(
        sql`select access.report_as_child(${newId('report')}, ${'postId' in body ? body.postId : null}, ${'personId' in body ? body.personId : null}, ${body.reason})`,
      ),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/reports',
    may: 'report.make-for-child',
    says: 'A guardian says it for their child, of something that reached it or of somebody it is connected to.',
    body: newReportForChild,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(
        sql`select access.report_for_child(${newId('report')}, ${params['childId']}, ${'mark' in body ? body.mark : null}, ${'personId' in body ? body.personId : null}, ${body.reason})`,
      ),
  }),
  route({
    method: 'POST',
    url: '/api/reports/:reportId/appeal',
    may: 'report.appeal',
    says: 'A guardian asks for another look, of another person than decided first.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.appeal_report(${params['reportId']})`),
  }),
]
