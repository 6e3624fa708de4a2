import { Router, type Response } from 'express'
import { courseReport } from './report.js'

/** The pages below `/courses`. */
export const courseRoutes = Router()

courseRoutes.get('/:slug/report', ({ params }, response) => showReport(params.slug, response))

async function showReport(slug: string, response: Response): Promise<void> {
  const report = await courseReport(slug)
  if (report === undefined) response.sendStatus(404)
  else response.json(report)
}
